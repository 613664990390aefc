package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too long for a unit test: the limit is met only after 2 GiB are unpacked. */
class DecompressionIT {
  @TempDir Path dir;

  @Test
  void tenGibibytesOfZerosAreRefusedBeforeTheyAreThere() throws IOException {
    var member = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(member)) {
      gzip.write(new byte[1 << 20]);
    }
    var bomb = dir.resolve("bomb.gz");
    try (var out = Files.newOutputStream(bomb)) {
      for (int i = 0; i < 10_240; i++) {
        out.write(member.toByteArray());
      }
    }
    assertThatThrownBy(
            () -> {
              try (var in = Decompression.open(bomb)) {
                in.transferTo(OutputStream.nullOutputStream());
              }
            })
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unpacks to more than ");
  }
}
