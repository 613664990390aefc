package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
  @TempDir Path dir;

  private List<Path> left() throws IOException {
    try (var files = Files.list(dir)) {
      return files.toList();
    }
  }

  @Test
  void nothingIsLeftWhenItIsClosed() throws IOException {
    try (var staging = Staging.beside(dir.resolve("image"))) {
      Files.writeString(staging.folder().resolve("a"), "a");
      try (var other = Staging.beside(dir.resolve("image"))) {
        assertThat(staging.folder().resolve("a")).exists();
        assertThat(other.folder()).isNotEqualTo(staging.folder());
      }
      assertThat(staging.folder().resolve("a")).exists();
    }
    assertThat(left()).isEmpty();
  }

  /** A process id would be that of another in another container. */
  @Test
  void anotherProcessKeepsItsFolderAsLongAsItLives() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var holder =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StagingHolder.class.getName(),
                dir.resolve("image").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = holder.inputReader()) {
      var folder = Path.of(out.readLine());
      Staging.beside(dir.resolve("image")).close();
      assertThat(folder).exists();
      holder.destroyForcibly().waitFor();
      assertThat(folder).exists();
      Staging.beside(dir.resolve("image")).close();
      assertThat(left()).isEmpty();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void whatIsCalledOtherwiseStays() throws IOException {
    Files.createDirectory(dir.resolve(".image-mine"));
    Files.createDirectory(dir.resolve(".other-123e4567-e89b-12d3-a456-426614174000"));
    Staging.beside(dir.resolve("image")).close();
    assertThat(left()).hasSize(2);
  }
}
