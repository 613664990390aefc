package io.github.whittle.base;

import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Deletes from a cache what nobody needs, while others may use it. */
final class CacheCleaning {
  /** No build runs that long. */
  private static final Duration YOUNG = Duration.ofDays(1);

  /** Blobs, layers, what was made here, and what is not complete. */
  private static final Pattern OURS =
      Pattern.compile("[0-9a-f]{64}(\\.tar)?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Path folder;
  private final Progress progress;

  CacheCleaning(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** Where files are until they are complete. */
  static Path temporary(Path folder) {
    return folder.resolve("tmp");
  }

  /** Notes a use; a cache that cannot be written is used all the same. */
  static void touch(Path file) throws NoSuchFileException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      return;
    }
  }

  void run(long limit, Duration unused) throws IOException {
    var now = Instant.now();
    for (var file : files(temporary(folder))) {
      delete(file, now.minus(YOUNG));
    }
    var files = new ArrayList<>(files(folder.resolve("blobs").resolve("sha256")));
    files.addAll(files(folder.resolve("layers")));
    files.addAll(files(folder.resolve("made")));
    long size = 0;
    for (var file : files) {
      size += size(file);
    }
    if (size > limit) {
      delete(files, now.minus(unused.compareTo(YOUNG) < 0 ? YOUNG : unused));
    }
  }

  private void delete(List<Path> files, Instant before) throws IOException {
    long freed = 0;
    for (var file : files) {
      long size = size(file);
      if (delete(file, before)) {
        freed += size;
      }
    }
    progress.debug(
        "%s bytes left the cache '%s': unused since %s".formatted(freed, folder, before));
  }

  /**
   * Moves the file away before it looks a second time: whoever uses a file touches it first, so
   * from here on the file is either young, and comes back, or nobody's.
   */
  private boolean delete(Path file, Instant before) throws IOException {
    if (!olderThan(before, file)) {
      return false;
    }
    var aside = temporary(folder).resolve(UUID.randomUUID().toString());
    Files.createDirectories(aside.getParent());
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      return false; // It is gone, or Windows keeps it for somebody who reads it.
    }
    boolean old = olderThan(before, aside);
    if (old) {
      Files.delete(aside);
    } else {
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return old;
  }

  /** The user may have named a folder in which other things are, too. */
  private static boolean isOurs(Path file) {
    return OURS.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
  }

  private static boolean olderThan(Instant time, Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var paths = Files.list(folder)) {
      return paths.filter(CacheCleaning::isOurs).toList();
    }
  }
}
