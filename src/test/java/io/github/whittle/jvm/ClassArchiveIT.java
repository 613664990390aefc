package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whittle.image.Digest;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of classes that the JDK of the tests makes, and a JDK 25 where there is one. */
class ClassArchiveIT {
  private static final Path ARCHIVE = Path.of("lib/server/classes.jsa");

  @TempDir private Path folder;

  @Test
  void aSmallMachineMakesTheSameBytesAsALargeOne() throws Exception {
    assumeTrue(System.getProperty("whittle.jdk25") != null);
    var home = linked(Path.of(System.getProperty("whittle.jdk25")));
    var progress = new RecordedProgress();
    ClassArchive.add(home, progress);
    var archive = Digest.of(Files.readAllBytes(home.resolve(ARCHIVE)));
    becomeSmall(home);
    ClassArchive.add(home, progress);
    assertThat(Digest.of(Files.readAllBytes(home.resolve(ARCHIVE)))).isEqualTo(archive);
    assertThat(progress.lines()).isEmpty();
  }

  /** From here on its java believes in one core and little memory, as that of a small machine. */
  private static void becomeSmall(Path home) throws IOException {
    var java = home.resolve("bin/java");
    Files.move(java, home.resolve("bin/java.real"));
    Files.writeString(
        java,
        """
        #!/bin/sh
        export JDK_JAVA_OPTIONS='-XX:ActiveProcessorCount=1 -XX:MaxRAM=300m'
        exec "$0.real" "$@"
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void everyCollectorOfASmallContainerReadsIt() throws Exception {
    for (var jdk : jdks()) {
      var home = linked(jdk);
      ClassArchive.add(home, Progress.silent());
      for (var collector : List.of("Serial", "Parallel", "G1")) {
        var command =
            List.of(
                home.resolve("bin/java").toString(),
                "-XX:+Use" + collector + "GC",
                "-Xmx64m",
                "-Xshare:on",
                "-version");
        assertThat(new JdkProgram(command, home, Map.of()).run())
            .as(jdk + " " + collector)
            .isEmpty();
      }
    }
  }

  private static List<Path> jdks() {
    return Stream.of(System.getProperty("java.home"), System.getProperty("whittle.jdk25"))
        .filter(home -> home != null)
        .map(Path::of)
        .toList();
  }

  private Path linked(Path home) throws IOException {
    var jdk = Jdk.at(home);
    var request =
        new RuntimeRequest(
            new TreeSet<>(Set.of("java.base")), Optional.empty(), false, false, List.of());
    var output = folder.resolve("java" + jdk.feature());
    Jlink.of(jdk, jdk).link(request, output);
    return output;
  }
}
