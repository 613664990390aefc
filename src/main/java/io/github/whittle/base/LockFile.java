package io.github.whittle.base;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code whittle.lock}: what the images that the poms name are pinned to, one line an image,
 * sorted.
 *
 * <p>A line is {@code reference sha256:INDEX os/arch[/variant]=sha256:…, …}; comment lines with
 * {@code #} may stand at the top.
 */
public final class LockFile {
  public static final String NAME = "whittle.lock";

  private LockFile() {}

  /** The nearest lock file upward from {@code folder}, itself included. */
  public static Optional<Path> nearest(Path folder) {
    throw new UnsupportedOperationException();
  }

  /** Reads the nearest lock file upward; where there is none, one of no lines in {@code folder}. */
  public static LockFile readNearest(Path folder) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a lock file; one that is not there has no lines.
   *
   * @throws io.github.whittle.user.InvalidInputException with file and line where it is damaged
   */
  public static LockFile read(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }

  public Path file() {
    throw new UnsupportedOperationException();
  }

  public Optional<Locked> find(BaseReference reference) {
    throw new UnsupportedOperationException();
  }

  /** All lines, in their order. */
  public SortedMap<BaseReference, Locked> images() {
    throw new UnsupportedOperationException();
  }

  /** The same file with these lines and no others; its comments stay. */
  public LockFile withImages(Map<BaseReference, Locked> others) {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts the lines into the file in one step.
   *
   * @return false if they stand there already; the file is then left alone
   */
  public boolean write() throws IOException {
    throw new UnsupportedOperationException();
  }
}
