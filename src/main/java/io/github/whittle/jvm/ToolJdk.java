package io.github.whittle.jvm;

import io.github.whittle.image.Digest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The JDK of the build, and where runtimes that were linked once are kept.
 *
 * @param home of the toolchain's JDK, or of the running one
 */
public record ToolJdk(Path home, Store store) {

  /** Keeps files by what they are made of. */
  @FunctionalInterface
  public interface Store {
    /** The file that {@code maker} made, now or earlier. */
    Path file(Digest key, Maker maker) throws IOException;
  }

  /** Makes a file. */
  @FunctionalInterface
  public interface Maker {
    void writeTo(Path file) throws IOException;
  }
}
