package io.github.whittle.mojo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsTest {
  @TempDir private Path folder;

  @Test
  void aLinkThatLeadsBackIsToldByItsNameAndHowToMendIt() throws IOException {
    var loop = Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThatThrownBy(() -> Errors.translated(this::walk))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("'%s' is a link to a folder that it lies in; remove it".formatted(loop));
  }

  @Test
  void aDiskWithoutRoomIsToldWithThePlacesThatCanBeMoved() {
    for (var e :
        List.of(
            new IOException("No space left on device"),
            new FileSystemException("/c/blob", null, "No space left on device"),
            new FileSystemException("/c/blob", null, "Read-only file system"))) {
      assertThatThrownBy(() -> Errors.translated(() -> fail(e)))
          .isInstanceOf(MojoExecutionException.class)
          .hasMessageStartingWith(
              e instanceof FileSystemException file
                  ? "'/c/blob': %s. Make room".formatted(file.getReason())
                  : "No space left on device. Make room")
          .hasMessageContainingAll(
              "<outputDirectory>", "-Dwhittle.cache=", "-Djava.io.tmpdir=", "now in '")
          .hasCause(e);
    }
  }

  private static void fail(IOException e) throws IOException {
    throw e;
  }

  /** Streams of files cannot throw what they meet. */
  private void walk() throws IOException {
    try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files.forEach(file -> {});
    }
  }
}
