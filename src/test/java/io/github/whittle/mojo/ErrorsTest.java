package io.github.whittle.mojo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Streams of files cannot throw what they meet. */
  private void walk() throws IOException {
    try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files.forEach(file -> {});
    }
  }
}
