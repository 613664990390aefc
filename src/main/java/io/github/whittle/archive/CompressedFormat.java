package io.github.whittle.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.whittle.tree.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is compressed, told by its first bytes, never by its name. */
public enum CompressedFormat {
  PLAIN,
  GZIP,
  ZSTD,
  BZIP2,
  XZ;

  /** In KiB; {@code xz -9} needs 65 MiB to unpack. */
  private static final int XZ_MEMORY = 1 << 18;

  /** In bytes, for those that read their input one by one. */
  private static final int BUFFER = 1 << 16;

  private static final int ZSTD_FRAME = 0xFD2FB528;
  private static final int ZSTD_SKIPPABLE = 0x184D2A50;
  private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

  public static CompressedFormat of(Path file) throws IOException {
    return of(Content.of(file));
  }

  /** Reads the first bytes. */
  public static CompressedFormat of(Content content) throws IOException {
    try (var in = content.open()) {
      return of(in.readNBytes(10));
    }
  }

  /** What ends the media type of such a layer, if layers may be so; the empty text for plain. */
  public String layerSuffix() {
    return this == PLAIN ? "" : name().toLowerCase(Locale.ROOT);
  }

  private static CompressedFormat of(byte[] first) {
    if (first.length >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
      return GZIP;
    }
    if (first.length >= 4 && isZstd(littleEndian(first))) {
      return ZSTD;
    }
    if (startsWith(first, XZ_MAGIC)) {
      return XZ;
    }
    return isBzip2(first) ? BZIP2 : PLAIN;
  }

  private static boolean isZstd(int magic) {
    return magic == ZSTD_FRAME || (magic & ~0xf) == ZSTD_SKIPPABLE;
  }

  private static int littleEndian(byte[] b) {
    return b[0] & 0xff | (b[1] & 0xff) << 8 | (b[2] & 0xff) << 16 | b[3] << 24;
  }

  /** {@code BZh}, a level, and the digits of pi, or of its square root where nothing is in it. */
  private static boolean isBzip2(byte[] first) {
    return first.length == 10
        && first[0] == 'B'
        && first[1] == 'Z'
        && first[2] == 'h'
        && first[3] >= '1'
        && first[3] <= '9'
        && (first[4] == 0x31 && first[5] == 0x41 || first[4] == 0x17 && first[5] == 0x72);
  }

  private static boolean startsWith(byte[] bytes, byte[] with) {
    return bytes.length >= with.length
        && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
  }

  /** What {@code in}, of this format from its first byte, unpacks to; closes with it. */
  InputStream over(InputStream in) throws IOException {
    return switch (this) {
      case PLAIN -> in;
      case GZIP -> new GzipStream(in);
      case ZSTD -> new ZstdInputStreamNoFinalizer(in);
      case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true);
      case XZ -> new XZInputStream(new BufferedInputStream(in, BUFFER), XZ_MEMORY);
    };
  }
}
