package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM that is ended while a recorded program runs in its sandbox. */
final class KilledIT {
  @TempDir private Path dir;

  @BeforeEach
  void needsRoot() throws IOException {
    List.of("bwrap", "unshare", "strace", "setsid", "busybox").forEach(Tool::require);
    if (Identity.find() != Identity.ROOT) {
      Tool.missing("the right to chroot (root)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bubblewrap, INT", "unshare, INT", "chroot, INT",
    "bubblewrap, KILL", "unshare, KILL", "chroot, KILL"
  })
  void leavesNothingRunningOrMounted(String way, String signal) throws Exception {
    var mark = "4%05d".formatted(System.nanoTime() % 100000);
    var jvm = start(way, mark);
    for (int i = 0; i < 1000 && processes(mark) < 2; i++) {
      Thread.sleep(50);
    }
    assertThat(processes(mark)).as("it runs").isGreaterThanOrEqualTo(2);

    // Ctrl-C reaches everyone in the terminal; kill -9 only Maven.
    var whom = signal.equals("INT") ? "-" + jvm.pid() : "" + jvm.pid();
    Tool.named("kill").run("-s", signal, "--", whom);

    assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 600 && processes(mark) > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(processes(mark)).isZero();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(dir.toString());
    if (signal.equals("INT")) {
      try (var left = Files.list(dir)) {
        assertThat(left).isEmpty();
      }
    }
  }

  /**
   * In a process group of its own, as a terminal's foreground is, and not deaf to Ctrl-C, as all
   * are that a script starts in the background.
   */
  private Process start(String way, String mark) throws IOException {
    return new ProcessBuilder(
            Tool.named("setsid").path(),
            Tool.named("env").path(),
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LongRun.class.getName(),
            way,
            dir.toString(),
            mark)
        .inheritIO()
        .start();
  }

  /** The sleepers, and not the JVM, whose last argument is the same. */
  private static long processes(String mark) {
    return ProcessHandle.allProcesses()
        .flatMap(p -> p.info().commandLine().stream())
        .filter(line -> line.endsWith(" " + mark) && !line.contains(LongRun.class.getName()))
        .count();
  }
}
