package io.github.whittle.supply;

import io.github.whittle.elf.ElfBytes;
import io.github.whittle.image.Digest;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the bytes of a file say.
 *
 * @param sha256 of all of them
 * @param modules that it was made of, sorted
 * @param unread why it may be made of more; empty if all was read
 */
record FileFacts(Digest sha256, List<Module> modules, String unread) {
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  /** How many first bytes tell a program. */
  static final int ELF_SIZE = ELF.length;

  FileFacts {
    modules = modules.stream().distinct().sorted().toList();
  }

  /**
   * @param start the first {@link #ELF_SIZE} bytes of a file
   */
  static boolean isElf(byte[] start) {
    return Arrays.equals(start, ELF);
  }

  /** Reads all of a file. */
  static FileFacts of(TreePath path, Content content) throws IOException {
    byte[] start;
    try (var in = content.open()) {
      start = in.readNBytes(ELF_SIZE);
    }
    try (var in = content.open()) {
      return of(Digest.of(in), path, isElf(start), content);
    }
  }

  /** What a file says that it was made of: a program, a jar; others say nothing. */
  static FileFacts of(Digest sha256, TreePath path, boolean isElf, Content content)
      throws IOException {
    if (isElf) {
      return new FileFacts(sha256, ofProgram(path.value(), content), "");
    }
    if (!JarModules.isJar(path)) {
      return new FileFacts(sha256, List.of(), "");
    }
    var jar = JarModules.read(content);
    return new FileFacts(sha256, jar.modules(), jar.unread());
  }

  /** A damaged one says nothing. */
  private static List<Module> ofProgram(String name, Content content) throws IOException {
    try {
      var program = ElfBytes.of(name, content);
      return program.isEmpty()
          ? List.of()
          : Stream.concat(
                  GoBuildInfo.read(program.get()).stream(), RustCrates.read(program.get()).stream())
              .toList();
    } catch (InvalidInputException e) {
      return List.of();
    }
  }
}
