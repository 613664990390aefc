package io.github.whittle.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A folder of one build beside the place where it is to stand, with a lock file that ends with the
 * process. A process id would say nothing: two containers on one workspace number theirs alike.
 */
public final class Staging implements Closeable {
  /**
   * On Linux, whoever closes a file drops the locks that its process has on it: never open ours.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private static final String NAME = "([0-9a-f-]{36})(-old|\\.lock)?";

  private final Path folder;
  private final Path lock;
  private final FileChannel held;

  private Staging(Path folder, Path lock, FileChannel held) {
    this.folder = folder;
    this.lock = lock;
    this.held = held;
  }

  /** Removes what killed builds left, and makes a new one. */
  public static Staging beside(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    deleteAbandoned(target);
    while (true) {
      var name = prefix(target) + UUID.randomUUID();
      var lock = target.resolveSibling(name + ".lock").toAbsolutePath();
      OURS.add(lock);
      var held = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (isLocked(held, lock, true)) {
        // Not createTempDirectory: its folders only the owner can read.
        return new Staging(Files.createDirectory(target.resolveSibling(name)), lock, held);
      }
      held.close();
      OURS.remove(lock); // Another build took it for abandoned before it was locked.
    }
  }

  /** The new one. */
  public Path folder() {
    return folder;
  }

  /** Where what stood in the place before lies meanwhile. */
  public Path old() {
    return folder.resolveSibling(folder.getFileName() + "-old");
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + "-";
  }

  private static void deleteAbandoned(Path target) throws IOException {
    var form = Pattern.compile(Pattern.quote(prefix(target)) + NAME);
    var names = new TreeSet<String>();
    try (var files = Files.list(target.getParent())) {
      files
          .map(file -> form.matcher(file.getFileName().toString()))
          .filter(match -> match.matches())
          .forEach(match -> names.add(match.group(1)));
    }
    for (var name : names) {
      deleteIfAbandoned(target.resolveSibling(prefix(target) + name));
    }
  }

  private static void deleteIfAbandoned(Path folder) throws IOException {
    var lock = folder.resolveSibling(folder.getFileName() + ".lock").toAbsolutePath();
    if (OURS.contains(lock)) {
      return;
    }
    // Without a lock file there is nobody, so that it may be made.
    try (var held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (isLocked(held, lock, false)) {
        delete(folder);
        delete(folder.resolveSibling(folder.getFileName() + "-old"));
        Files.deleteIfExists(lock);
      }
    }
  }

  /**
   * Whether it is ours alone now.
   *
   * @param without what to say on a disk that has no locks
   */
  private static boolean isLocked(FileChannel channel, Path file, boolean without) {
    try {
      return channel.tryLock() != null && Files.exists(file);
    } catch (OverlappingFileLockException e) {
      return false; // By this process, in another class loader.
    } catch (IOException e) {
      return without;
    }
  }

  /** Removes what was not moved to its place. */
  @Override
  public void close() throws IOException {
    delete(folder);
    held.close();
    Files.deleteIfExists(lock);
    OURS.remove(lock);
  }

  /** With all that is in it; nothing where there is none. */
  public static void delete(Path folder) throws IOException {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (NoSuchFileException e) {
      return; // It is gone: another build may have removed it, too.
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
      Files.delete(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
