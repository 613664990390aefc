package io.github.whittle.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.Staging;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutWriterTest {
  @TempDir Path dir;

  private Path image;

  @BeforeEach
  void place() {
    image = dir.resolve("image");
  }

  private static Digest write(LayoutWriter writer, String text) throws IOException {
    var digest = writer.add(text.getBytes(StandardCharsets.UTF_8));
    writer.complete(new Descriptor("text/plain", digest, text.length()));
    return digest;
  }

  private Digest published(String text) throws IOException {
    try (var writer = new LayoutWriter(image)) {
      var digest = write(writer, text);
      writer.publish();
      return digest;
    }
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(dir)) {
      return files.toList();
    }
  }

  @Test
  void theNewOneTakesThePlaceOfTheOldAndNothingElseIsLeft() throws IOException {
    var first = published("first");
    var second = published("second");
    var layout = OciLayout.open(image);
    assertThat(layout.root().digest()).isEqualTo(second);
    assertThat(layout.blob(first)).doesNotExist();
    assertThat(left()).containsExactly(image);
  }

  @Test
  void whatStoodThereStandsThereAgainIfTheNewOneCannotBeMoved() throws IOException {
    var first = published("first");
    try (var writer = new LayoutWriter(image)) {
      write(writer, "second");
      for (var file : left()) {
        if (!file.equals(image) && Files.isDirectory(file)) {
          Staging.delete(file); // As a cleaner of the disk does.
        }
      }
      assertThatThrownBy(writer::publish).isInstanceOf(IOException.class);
    }
    assertThat(OciLayout.open(image).root().digest()).isEqualTo(first);
    assertThat(left()).containsExactly(image);
  }

  @Test
  void whatIsNotPublishedIsGoneAndTheLastOneStays() throws IOException {
    var first = published("first");
    try (var writer = new LayoutWriter(image)) {
      write(writer, "second");
    }
    assertThat(OciLayout.open(image).root().digest()).isEqualTo(first);
    assertThat(left()).containsExactly(image);
  }

  @Test
  void aFileThatChangedSinceItWasReadIsRefused() throws IOException {
    var file = Files.writeString(dir.resolve("blob"), "now");
    try (var writer = new LayoutWriter(image)) {
      var before = Digest.of("before".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> writer.add(file, before))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "'%s' was %s and changed during the build; build again".formatted(file, before));
      writer.add(file, Digest.of("now".getBytes(StandardCharsets.UTF_8)));
    }
  }
}
