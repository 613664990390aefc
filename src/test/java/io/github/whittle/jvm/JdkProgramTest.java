package io.github.whittle.jvm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkProgramTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir private Path folder;

  @Test
  void hearsNothingThatIsMeantForEveryJava() {
    var environment =
        new HashMap<>(
            Map.of(
                "JAVA_TOOL_OPTIONS", "-Xmx1g",
                "JDK_JAVA_OPTIONS", "-Xmx1g",
                "_JAVA_OPTIONS", "-Xmx1g",
                "CLASSPATH", "a.jar",
                "LC_ALL", "de_DE.UTF-8",
                "PATH", "/bin"));
    new JdkProgram(List.of(JAVA), folder, Map.of("LC_ALL", "C")).setUp(environment);
    assertThat(environment).isEqualTo(Map.of("LC_ALL", "C", "PATH", "/bin"));
  }

  @Test
  void saysNothingUnlessItFails() throws IOException {
    assertThat(new JdkProgram(List.of(JAVA, "-version"), folder, Map.of()).run()).isEmpty();
    assertThat(new JdkProgram(List.of(JAVA, "-nonsense"), folder, Map.of()).run())
        .contains("-nonsense");
  }

  @Test
  void whoIsInterruptedSaysWhatRan() throws Exception {
    // Its output ends before it does.
    var sleep = shell("exec >/dev/null 2>&1; exec sleep 60");
    Thread.currentThread().interrupt();
    assertThatThrownBy(sleep::run)
        .isInstanceOf(IOException.class)
        .hasMessage("interrupted while '/bin/sh' ran");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whoIsInterruptedEndsWhatRuns() throws Exception {
    var pid = folder.resolve("pid");
    var program = shell("echo $$ > pid; sleep 60; true");
    var ended = new CompletableFuture<Throwable>();
    var build = new Thread(() -> ended.complete(catchThrowable(program::run)));
    build.start();
    while (!Files.exists(pid) || Files.size(pid) == 0) {
      Thread.sleep(5);
    }
    var child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    build.interrupt();
    assertThat(ended.get(30, SECONDS)).hasMessage("interrupted while '/bin/sh' ran");
    child.onExit().get(30, SECONDS);
  }

  /** It says its number, and on a slow machine gets longer to do so. */
  @Test
  void whatDoesNotEndIsEndedAndSaysWhatItSaid() throws Exception {
    var message = "";
    int seconds = 1;
    do {
      var limit = Duration.ofSeconds(seconds);
      var ended = catchThrowable(() -> shell("echo $$; exec sleep 600").run(limit));
      assertThat(ended).isInstanceOf(IOException.class);
      message = ended.getMessage();
      seconds *= 2;
    } while (message.endsWith("nothing") && seconds <= 32);
    assertThat(message).matches("'/bin/sh' did not end within [0-9]+ s and said: [0-9]+");
    long child = Long.parseLong(message.substring(message.lastIndexOf(' ') + 1));
    ProcessHandle.of(child).ifPresent(process -> process.onExit().orTimeout(30, SECONDS).join());
  }

  @Test
  void ofMuchThatIsSaidTheBeginningIsKept() throws Exception {
    assertThat(shell("echo first; head -c 3000000 /dev/zero | tr '\\0' x; exit 1").run())
        .startsWith("first\nxxx")
        .hasSize(1 << 16);
  }

  private JdkProgram shell(String script) {
    return new JdkProgram(List.of("/bin/sh", "-c", script), folder, Map.of());
  }
}
