package io.github.whittle.strip;

import io.github.whittle.elf.ElfLayout;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The originals of stripped files, below a folder where debuggers look for them: by build id, or
 * without one by the path of the program, with a checksum.
 *
 * @see <a href="https://sourceware.org/gdb/current/onlinedocs/gdb.html/Separate-Debug-Files.html">
 *     gdb, separate debug files</a>
 */
public final class DebugFiles {
  private static final String LINK = ".gnu_debuglink";
  private static final int BUFFER = 1 << 16;

  private final Map<TreePath, Content> files = new TreeMap<>();

  /**
   * Keeps the original of a file.
   *
   * @param path in the image
   * @return what the stripped file must hold in {@code .gnu_debuglink} to be found; nothing where
   *     its build id is enough
   */
  Optional<Bytes> keep(TreePath path, Content original, ElfLayout layout) throws IOException {
    var id = layout.buildId(path.value(), original);
    if (id.isPresent()) {
      // A build id survives stripping: of two files of one, the larger tells a debugger more.
      files.merge(byBuildId(id.get().toString()), original, (a, b) -> b.size() > a.size() ? b : a);
      return Optional.empty();
    }
    int checksum = checksum(original);
    // The checksum in the name: programs of several platforms have the same path.
    var name = "%s-%08x.debug".formatted(path.name(), checksum);
    files.putIfAbsent(path.parent().orElseThrow().resolve(name), original);
    return layout.sections().stream().anyMatch(section -> section.name().equals(LINK))
        ? Optional.empty()
        : Optional.of(link(name, checksum, layout));
  }

  private static TreePath byBuildId(String hex) {
    return TreePath.parse(
        "/.build-id/%s/%s.debug".formatted(hex.substring(0, 2), hex.substring(2)));
  }

  private static int checksum(Content content) throws IOException {
    var sum = new CRC32();
    var buffer = new byte[BUFFER];
    try (var in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sum.update(buffer, 0, n);
      }
    }
    return (int) sum.getValue();
  }

  private static Bytes link(String name, int checksum, ElfLayout layout) {
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    int padded = bytes.length / 4 * 4 + 4;
    var out = ByteBuffer.allocate(padded + 4).order(layout.header().data().order());
    out.put(bytes).putInt(padded, checksum);
    return Bytes.of(out.array());
  }

  /**
   * All, each with its folders.
   *
   * @param time of every entry, in seconds since 1970
   */
  public FileTree tree(long time) {
    var entries = new TreeMap<TreePath, Entry>();
    files.forEach(
        (path, content) ->
            entries.put(path, new Entry.RegularFile(Attributes.of(0644, time), content)));
    return FileTree.of(entries).withParents(FileTree.empty(), Attributes.of(0755, time));
  }

  /** Refuses a path where no folder can be made. */
  public static void checkFolder(Path folder) {
    for (var path = folder; path != null; path = path.getParent()) {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new InvalidInputException(
            "<strip><keepDebug>: '%s' is a file; name a folder, or write true for the usual one"
                .formatted(path));
      }
    }
  }

  /** Writes all below a folder; what lies there from other builds stays, if it is not smaller. */
  public void write(Path folder) throws IOException {
    for (var file : files.entrySet()) {
      var target = folder.resolve(file.getKey().relative());
      if (Files.exists(target) && Files.size(target) > file.getValue().size()) {
        continue; // Of the same build id, with more to tell.
      }
      var part = target.resolveSibling(target.getFileName() + ".part");
      Files.createDirectories(target.getParent());
      try {
        try (var in = file.getValue().open()) {
          Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}
