package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import io.github.whittle.image.Digest;
import io.github.whittle.support.Tool;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DecompressionTest {
  private static final byte[] TEXT = text();

  @TempDir Path dir;

  private static byte[] text() {
    var random = new Random(3);
    var out = new ByteArrayOutputStream();
    while (out.size() < 400_000) {
      out.writeBytes(("word " + random.nextInt(3000) + "\n").getBytes());
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void theFormatIsToldByTheFirstBytes(CompressedFormat format) throws IOException {
    var file = file(packed(format, TEXT));
    assertThat(CompressedFormat.of(file)).isEqualTo(format);
    assertThat(read(file)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsNothing(CompressedFormat format) throws IOException {
    assertThat(read(file(packed(format, new byte[0])))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
  void severalMembersAreOneFile(CompressedFormat format) throws IOException {
    var both = joined(packed(format, TEXT), packed(format, "end".getBytes()));
    assertThat(read(file(both))).isEqualTo(joined(TEXT, "end".getBytes()));
  }

  /** The commands are other writers than those of the test. */
  @ParameterizedTest
  @CsvSource({
    "gzip,-9",
    "gzip,-1",
    "bzip2,-9",
    "xz,-0",
    "xz,-9e",
    "zstd,-19",
    "zstd,--long",
    "zstd,--no-check"
  })
  void whatRealToolsPackComesBack(String tool, String level) throws IOException {
    var file = file(TEXT);
    Tool.require(tool).run("-k", "-f", "-q", level, file.toString());
    var packed =
        dir.resolve(
            "f."
                + (tool.equals("gzip")
                    ? "gz"
                    : tool.equals("bzip2") ? "bz2" : tool.equals("zstd") ? "zst" : "xz"));
    assertThat(read(packed)).isEqualTo(TEXT);
  }

  @Test
  void skippableFramesOfZstdAreSkipped() throws IOException {
    var skippable = HexFormat.of().parseHex("502a4d1803000000616263");
    var file = file(joined(skippable, packed(CompressedFormat.ZSTD, TEXT), skippable));
    assertThat(read(file)).isEqualTo(TEXT);
  }

  @Test
  void zerosBehindGzipAreAccepted() throws IOException {
    var gzip = packed(CompressedFormat.GZIP, TEXT);
    assertThat(read(file(joined(gzip, new byte[10_000])))).isEqualTo(TEXT);
  }

  @Test
  void optionalPartsOfAGzipHeaderArePassedOver() throws IOException {
    var gzip = packed(CompressedFormat.GZIP, TEXT);
    var header =
        HexFormat.of().parseHex("1f8b081e000000000003" + "02006162" + "6e00" + "6300" + "0000");
    var rest = Arrays.copyOfRange(gzip, 10, gzip.length);
    assertThat(read(file(joined(header, rest)))).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
  void aCutFileIsRefusedByName(CompressedFormat format) throws IOException {
    var packed = packed(format, TEXT);
    for (int length : new int[] {packed.length - 1, packed.length / 2, 12}) {
      var file = file(Arrays.copyOf(packed, length));
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("'%s' ", file)
          .hasMessageMatching("(?s).*(ends in the middle|cannot be unpacked).*");
    }
  }

  /** Every format has a sum over its blocks, so that damage cannot go unseen. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
  void damageIsNoticedAndGivesNoOtherException(CompressedFormat format) throws IOException {
    var packed = packed(format, TEXT);
    var random = new Random(5);
    for (int i = 0; i < 60; i++) {
      var damaged = packed.clone();
      damaged[10 + random.nextInt(packed.length - 10)] ^= (byte) (1 + random.nextInt(255));
      try {
        assertThat(Digest.of(read(file(damaged)))).isEqualTo(Digest.of(TEXT));
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).startsWith("'" + dir);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "1f8b08", "00001f"})
  void whatFollowsGzipAndIsNoneIsRefused(String hex) throws IOException {
    var file = file(joined(packed(CompressedFormat.GZIP, TEXT), HexFormat.of().parseHex(hex)));
    assertThatThrownBy(() -> read(file)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
  void aBombIsRefusedWhereItPassesTheLimit(CompressedFormat format) throws IOException {
    var file = file(packed(format, new byte[3_000_000]));
    var limit = new UnpackLimit(10_000_000, 20, 1_000_000);
    assertThatThrownBy(
            () -> {
              try (var in = Decompression.open(file, limit, "it")) {
                in.transferTo(OutputStream.nullOutputStream());
              }
            })
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "it has %d bytes and unpacks to more than 1000000,".formatted(Files.size(file)));
  }

  @Test
  void theLimitIsOfRatioAndOfSize() {
    var limit = new UnpackLimit(1000, 10, 200);
    assertThat(limit.of(1)).isEqualTo(200);
    assertThat(limit.of(50)).isEqualTo(500);
    assertThat(limit.of(Long.MAX_VALUE)).isEqualTo(1000);
    assertThat(UnpackLimit.USUAL.of(10_000_000)).isEqualTo(2L << 30);
    assertThat(UnpackLimit.USUAL.of(1L << 40)).isEqualTo(64L << 30);
  }

  @Test
  void toFileAnswersWithTheDiffId() throws IOException {
    var plain = dir.resolve("plain");
    var diffId = Decompression.toFile(file(packed(CompressedFormat.ZSTD, TEXT)), plain);
    assertThat(diffId).isEqualTo(Digest.of(TEXT));
    assertThat(plain).hasBinaryContent(TEXT);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(dir.resolve("f"), bytes);
  }

  private static byte[] read(Path file) throws IOException {
    try (var in = Decompression.open(file)) {
      return in.readAllBytes();
    }
  }

  private static byte[] packed(CompressedFormat format, byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packing =
        switch (format) {
          case PLAIN -> out;
          case GZIP -> new GZIPOutputStream(out);
          case ZSTD -> zstd(out, bytes);
          case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
          case XZ -> new XZOutputStream(out, new LZMA2Options(1));
        }) {
      packing.write(format == CompressedFormat.ZSTD ? new byte[0] : bytes);
    }
    return out.toByteArray();
  }

  private static OutputStream zstd(ByteArrayOutputStream out, byte[] bytes) {
    try (var zstd = new ZstdCompressCtx()) {
      out.writeBytes(zstd.setChecksum(true).compress(bytes));
    }
    return out;
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
