package io.github.whittle.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder once more, as another checkout has it: new times, what the umask 077 leaves of the
 * modes, entries made in the other order. The history of git is not copied, but pointed to.
 */
final class CheckoutCopy {
  private static final String GIT = ".git";
  private static final String POINTER = "gitdir: ";

  private final Set<Path> without;

  private CheckoutCopy(Set<Path> without) {
    this.without = without;
  }

  /**
   * @param without folders that are left out
   */
  static void write(Path from, Path to, Set<Path> without) throws IOException {
    new CheckoutCopy(without).folder(from, to);
    var git = git(from);
    if (git.isPresent()) {
      Files.writeString(to.resolve(GIT), POINTER + git.get() + "\n", StandardCharsets.UTF_8);
    }
  }

  private void folder(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var entries = Files.list(from)) {
      for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        if (!without.contains(entry) && !entry.endsWith(GIT)) {
          entry(entry, to.resolve(entry.getFileName()));
        }
      }
    }
    owned(from, to);
  }

  private void entry(Path from, Path to) throws IOException {
    if (Files.isSymbolicLink(from)) {
      Files.createSymbolicLink(to, Files.readSymbolicLink(from));
    } else if (Files.isDirectory(from)) {
      folder(from, to);
    } else if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.copy(from, to);
      owned(from, to);
    }
  }

  private static void owned(Path from, Path to) throws IOException {
    var mode = Files.isExecutable(from) ? "rwx------" : "rw-------";
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(mode));
  }

  private static Optional<Path> git(Path folder) throws IOException {
    var found =
        Stream.iterate(folder, f -> f != null, Path::getParent)
            .map(f -> f.resolve(GIT))
            .filter(Files::exists)
            .findFirst();
    if (found.isEmpty() || Files.isDirectory(found.get())) {
      return found;
    }
    // A worktree or submodule: a file that points to the folder.
    var text = Files.readString(found.get(), StandardCharsets.UTF_8).strip();
    return text.startsWith(POINTER)
        ? Optional.of(found.get().resolveSibling(text.substring(POINTER.length())))
        : Optional.empty();
  }
}
