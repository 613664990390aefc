package io.github.whittle.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that a build needs only while it runs. They lie below the system's folder for temporary
 * files, take as much room there as the archives unpack to, and are gone when this is closed.
 */
public final class WorkFolder implements Closeable {
  private final Map<Path, Path> unpacked = new HashMap<>();
  private Path folder;

  /** The file that {@code packed} unpacks to; the same one whenever it is asked for. */
  public synchronized Path unpacked(Path packed) throws IOException {
    var known = unpacked.get(packed);
    if (known == null) {
      known = create();
      Decompression.toFile(packed, known);
      unpacked.put(packed, known);
    }
    return known;
  }

  /** An empty file of its own. */
  public synchronized Path newFile() throws IOException {
    return create();
  }

  /** An empty folder of its own, for files only. */
  public synchronized Path newFolder() throws IOException {
    return Files.createTempDirectory(folder(), "");
  }

  private Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("whittle");
      folder.toFile().deleteOnExit(); // Of a build that is stopped by hand.
    }
    return folder;
  }

  private Path create() throws IOException {
    var file = Files.createTempFile(folder(), "", ".tar");
    file.toFile().deleteOnExit();
    return file;
  }

  @Override
  public synchronized void close() throws IOException {
    if (folder == null) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    folder = null;
    unpacked.clear();
  }
}
