package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path dir;

  @Test
  void nothingIsMadeBeforeItIsNeededAndNothingStays() throws IOException {
    try (var work = new WorkFolder(dir.resolve("a/b"))) {
      assertThat(dir.resolve("a")).doesNotExist();
      Files.writeString(work.newFolder().resolve("file"), "text");
    }
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void whatOthersPutBesideStays() throws IOException {
    try (var work = new WorkFolder(dir.resolve("a/b"))) {
      work.newFile();
      Files.writeString(dir.resolve("a/file"), "text");
    }
    assertThat(dir.resolve("a")).isDirectoryContaining(path -> path.endsWith("file"));
    assertThat(dir.resolve("a/b")).doesNotExist();
  }

  @Test
  void whoIsEndedLeavesNoFiles() throws Exception {
    var holder = holder();
    try (var out = holder.inputReader()) {
      var file = Path.of(out.readLine());
      assertThat(file).exists();
      holder.destroy();
      holder.waitFor();
      assertThat(file.getParent()).doesNotExist();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void whatAKilledOneLeftTheNextRemoves() throws Exception {
    var holder = holder();
    try (var out = holder.inputReader()) {
      var file = Path.of(out.readLine());
      holder.destroyForcibly().waitFor();
      assertThat(file).exists();
      try (var work = new WorkFolder(dir)) {
        work.newFile();
        assertThat(file.getParent()).doesNotExist();
      }
      assertThat(dir).isEmptyDirectory();
    } finally {
      holder.destroyForcibly();
    }
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkFolderHolder.class.getName(),
            dir.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
