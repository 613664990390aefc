package io.github.whittle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.whittle.archive.LayerCompression.Type;
import io.github.whittle.image.Digest;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  /** Text, then noise, then zeros: blocks of each kind, and one that ends in the middle. */
  private static final byte[] MIXED = mixed();

  private static byte[] mixed() {
    var random = new Random(7);
    var out = new ByteArrayOutputStream();
    while (out.size() < 1_500_000) {
      out.writeBytes(("line " + random.nextInt(5000) + " of a log\n").getBytes());
    }
    var noise = new byte[1_200_000];
    random.nextBytes(noise);
    out.writeBytes(noise);
    out.writeBytes(new byte[700_001]);
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void oneTwoAndEightThreadsGiveTheSameBytes(Type type) throws IOException {
    var one = compress(LayerCompression.of(type), 1, MIXED, 8192);
    assertThat(compress(LayerCompression.of(type), 2, MIXED, 100_000)).isEqualTo(one);
    assertThat(compress(LayerCompression.of(type), 8, MIXED, 777)).isEqualTo(one);
    assertThat(decompress(type, one)).isEqualTo(MIXED);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, DeflateBlock.SIZE - 1, DeflateBlock.SIZE, DeflateBlock.SIZE + 1, 600_000})
  void gzipOfAnyLengthComesBack(int length) throws IOException {
    var input = Arrays.copyOf(MIXED, length);
    for (int level : new int[] {1, 6, 9}) {
      var gzip = compress(new LayerCompression(Type.GZIP, level), 2, input, 5000);
      assertThat(decompress(Type.GZIP, gzip)).isEqualTo(input);
    }
  }

  @Test
  void gzipIsOneMemberWithoutTimeOrSystem() throws IOException {
    var gzip = compress(LayerCompression.of(Type.GZIP), 2, MIXED, 8192);
    assertThat(Arrays.copyOf(gzip, 10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
    assertThat(
            java.nio.ByteBuffer.wrap(gzip)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(gzip.length - 4))
        .isEqualTo(MIXED.length);
  }

  /** What zlib itself makes of the whole is the measure: blocks may cost 0.5 % and no more. */
  @Test
  void blocksCostLittle() throws IOException {
    var whole = new Deflater(6, true);
    whole.setInput(MIXED);
    whole.finish();
    int best = whole.deflate(new byte[MIXED.length + 1000]);
    whole.end();
    assertThat(compress(LayerCompression.of(Type.GZIP), 2, MIXED, 8192).length)
        .isLessThan((int) (best * 1.005));
  }

  @Test
  void noiseIsStoredAndItsRepetitionIsNot() {
    var noise = new byte[DeflateBlock.SIZE];
    new Random(1).nextBytes(noise);
    assertThat(DeflateBlock.encoded(6, noise)).hasSize(noise.length + 5 * 5);
    var repeated = new byte[DeflateBlock.SIZE];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = noise[i % 20_001];
    }
    assertThat(DeflateBlock.isEven(repeated, 0, repeated.length)).isTrue();
    assertThat(DeflateBlock.encoded(6, repeated)).hasSizeLessThan(30_000);
  }

  @Test
  void shortNoiseIsEvenToo() {
    var random = new Random(2);
    var noise = new byte[1 << 15];
    for (int i = 0; i < 500; i++) {
      random.nextBytes(noise);
      assertThat(DeflateBlock.isEven(noise, 0, noise.length)).isTrue();
    }
  }

  @Test
  void aFullDiskIsToldOnce() throws IOException {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 10) {
              throw new IOException("disk full");
            }
          }
        };
    var gzip = new ParallelGzip(full, 6, 2);
    assertThatThrownBy(() -> gzip.write(new byte[20 * DeflateBlock.SIZE])).hasMessage("disk full");
    assertThatThrownBy(() -> gzip.write(1)).hasMessage("writing failed before");
    gzip.close();
    gzip.close();
  }

  @Test
  void aLevelThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> new LayerCompression(Type.GZIP, 10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("level 10 is not one of gzip; write 1 to 9");
  }

  /** zstd-jni carries its own zstd: only a new release of it changes this. */
  @Test
  void zstdKeepsItsBytesFromReleaseToRelease() throws IOException {
    assertThat(Digest.of(compress(LayerCompression.of(Type.ZSTD), 2, MIXED, 8192)))
        .hasToString("sha256:884e8e0901da2499d48b132d3596191d7d211822337e108148287ed2d1e49f41");
  }

  private static byte[] compress(LayerCompression compression, int threads, byte[] input, int step)
      throws IOException {
    var out = new ByteArrayOutputStream();
    try (var stream = compression.over(out, threads)) {
      for (int at = 0; at < input.length; at += step) {
        stream.write(input, at, Math.min(step, input.length - at));
      }
    }
    return out.toByteArray();
  }

  private static byte[] decompress(Type type, byte[] bytes) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    try (var plain =
        type == Type.GZIP ? new GZIPInputStream(in) : new ZstdInputStreamNoFinalizer(in)) {
      return plain.readAllBytes();
    }
  }
}
