package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    var sleep =
        new JdkProgram(
            List.of("/bin/sh", "-c", "exec >/dev/null 2>&1; exec sleep 60"), folder, Map.of());
    Thread.currentThread().interrupt();
    assertThatThrownBy(sleep::run)
        .isInstanceOf(IOException.class)
        .hasMessage("interrupted while '/bin/sh' ran");
    assertThat(Thread.interrupted()).isTrue();
  }
}
