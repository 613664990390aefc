package io.github.whittle.archive;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * How a layer is compressed. The bytes depend on type, level and input, never on the threads.
 *
 * @param level of gzip 1 to 9, of zstd 1 to 22
 */
public record LayerCompression(Type type, int level) {
  /** The formats that the OCI image specification names for layers. */
  public enum Type {
    GZIP(6, 9),
    ZSTD(3, 22);

    private final int usual;
    private final int highest;

    Type(int usual, int highest) {
      this.usual = usual;
      this.highest = highest;
    }

    /** The suffix of the media type: {@code gzip} or {@code zstd}. */
    public String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return suffix();
    }
  }

  public LayerCompression {
    if (level < 1 || level > type.highest) {
      throw new InvalidInputException(
          "level %s is not one of %s; write 1 to %s".formatted(level, type.suffix(), type.highest));
    }
  }

  /** At the type's usual level: gzip 6, zstd 3. */
  public static LayerCompression of(Type type) {
    return new LayerCompression(type, type.usual);
  }

  /**
   * Compresses what is written into {@code out}, which closes with it.
   *
   * @param threads how many may work at once
   */
  OutputStream over(OutputStream out, int threads) throws IOException {
    return switch (type) {
      case GZIP -> new ParallelGzip(out, level, threads);
      case ZSTD -> zstd(out, threads);
    };
  }

  private OutputStream zstd(OutputStream out, int threads) throws IOException {
    var zstd = new ZstdOutputStreamNoFinalizer(out, level);
    // With workers zstd cuts its input otherwise than without: always some, then any number is one.
    zstd.setWorkers(Math.max(1, threads));
    zstd.setChecksum(false);
    return zstd;
  }
}
