package io.github.whittle.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A folder for one run: the unpacked image and what is recorded. It is gone when this is closed;
 * what a killed run left, the next one removes.
 */
final class BoxFolder implements Closeable {
  private static final String PREFIX = ".sandbox-";
  private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "([0-9]+)-.*");

  private final Path folder;
  private final Identity identity;

  /**
   * @param parent is made if it is not there
   */
  BoxFolder(Path parent, Identity identity) throws IOException {
    this.identity = identity;
    Files.createDirectories(parent);
    removeAbandoned(parent);
    var name = PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    this.folder = Files.createDirectory(parent.toAbsolutePath().resolve(name));
    makeFolder(root());
  }

  /** A folder that all users of the image may enter, whatever the umask; with parents. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      makeFolder(folder.getParent());
      Files.createDirectory(folder);
      Files.setAttribute(folder, "unix:mode", 0755);
    }
  }

  /** Where the image is unpacked. */
  Path root() {
    return folder.resolve("root");
  }

  /** Where strace writes. */
  Path calls() {
    return folder.resolve("calls");
  }

  /** Whether reading a file here changes its time of access: not so where noatime is mounted. */
  boolean tellsAccess() throws IOException {
    var probe = Files.write(folder.resolve("probe"), new byte[] {1});
    Files.setAttribute(probe, "basic:lastAccessTime", FileTime.fromMillis(0));
    Files.readAllBytes(probe);
    return ((FileTime) Files.getAttribute(probe, "basic:lastAccessTime")).toMillis() > 0;
  }

  private void removeAbandoned(Path parent) throws IOException {
    try (var files = Files.list(parent)) {
      for (var file : files.toList()) {
        var match = NAME.matcher(file.getFileName().toString());
        if (match.matches() && ProcessHandle.of(Long.parseLong(match.group(1))).isEmpty()) {
          remove(file);
        }
      }
    }
  }

  /** Files of subordinate owners only the root of their namespace can remove. */
  private void remove(Path path) throws IOException {
    var command =
        new Words()
            .add(identity.prefix())
            .add(HostTools.named("rm"), "-rf", "--one-file-system", "--", path.toString());
    var failure = HostCommand.failure(command.list());
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }

  @Override
  public void close() throws IOException {
    remove(folder);
  }
}
