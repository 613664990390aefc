package io.github.whittle.slim;

import io.github.whittle.elf.ElfFile;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that a program or library tells the dynamic loader: of what it imports, and also of
 * what it exports.
 */
record Imports(Set<String> names) {
  /** Of a program with 500,000 symbols; the largest seen have 30 MB. */
  private static final int MAX_SIZE = 64 << 20;

  static Imports of(ElfFile elf, Content content) throws IOException {
    var table = elf.dynamic().names();
    try (var in = content.open()) {
      in.skipNBytes(table.offset());
      var bytes = in.readNBytes((int) Math.min(table.size(), MAX_SIZE));
      var text = new String(bytes, StandardCharsets.ISO_8859_1);
      return new Imports(new HashSet<>(List.of(text.split("\0"))));
    }
  }

  /**
   * Whether one of these is among them, also one of its forms, as {@code getpwnam_r} of {@code
   * getpw}.
   */
  boolean anyBeginsWith(List<String> beginnings) {
    return names.stream().anyMatch(name -> beginnings.stream().anyMatch(name::startsWith));
  }
}
