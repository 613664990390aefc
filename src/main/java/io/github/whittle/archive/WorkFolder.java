package io.github.whittle.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that a build needs only while it runs. They take as much room as the archives unpack to,
 * and are gone when this is closed, or the build is ended; what {@code kill -9} left, the next one
 * in the same place removes.
 */
public final class WorkFolder implements Closeable {
  private static final String NAME = "work";

  private final Path parent;
  private final Map<Path, Path> unpacked = new HashMap<>();
  private Staging place;
  private Thread end;

  /** The highest folder that was made for it. */
  private Optional<Path> made = Optional.empty();

  /**
   * @param parent is made if something is put there
   */
  public WorkFolder(Path parent) {
    this.parent = parent;
  }

  /** The file that {@code packed} unpacks to; the same one whenever it is asked for. */
  public synchronized Path unpacked(Path packed) throws IOException {
    var known = unpacked.get(packed);
    if (known == null) {
      known = newFile();
      Decompression.toFile(packed, known);
      unpacked.put(packed, known);
    }
    return known;
  }

  /** An empty file of its own. */
  public synchronized Path newFile() throws IOException {
    return Files.createTempFile(folder(), "", ".tar");
  }

  /** An empty folder of its own. */
  public synchronized Path newFolder() throws IOException {
    return Files.createTempDirectory(folder(), "");
  }

  private Path folder() throws IOException {
    if (place == null) {
      made = highestMissing(parent.toAbsolutePath());
      place = Staging.beside(parent.resolve(NAME));
      var folder = place.folder();
      // Not close(): who unpacks holds its lock for long.
      end = new Thread(() -> deleteAtEnd(folder), "whittle-work-end");
      Runtime.getRuntime().addShutdownHook(end);
    }
    return place.folder();
  }

  private static Optional<Path> highestMissing(Path folder) {
    return Stream.iterate(folder, Objects::nonNull, Path::getParent)
        .takeWhile(Files::notExists)
        .reduce((lower, higher) -> higher);
  }

  /** A build that fails leaves no folders that were not there before. */
  private void deleteEmptyParents() throws IOException {
    if (made.isEmpty()) {
      return;
    }
    try {
      for (var path = parent.toAbsolutePath();
          path.startsWith(made.get());
          path = path.getParent()) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // An image stands there, or another build writes one.
    }
  }

  /** Others may still write there. */
  private static void deleteAtEnd(Path folder) {
    for (int attempt = 0; attempt < 3 && Files.exists(folder); attempt++) {
      try {
        Staging.delete(folder);
      } catch (IOException e) {
        continue; // The next run removes it.
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (place == null) {
      return;
    }
    place.close();
    deleteEmptyParents();
    place = null;
    unpacked.clear();
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      return; // It runs.
    }
  }
}
