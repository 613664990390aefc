package io.github.whittle.slim;

import io.github.whittle.elf.FileFormat;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Set;

/** A file that stays, as far as it tells what it needs. */
record Loadable(FileFormat format, Content content) {
  static Loadable of(TreePath path, Content content) throws IOException {
    return new Loadable(FileFormat.of(path.value(), content), content);
  }

  /** Whether the kernel or the loader looks for anything because of it. */
  boolean hasNeeds() {
    return format instanceof FileFormat.Elf || format instanceof FileFormat.Script;
  }

  Imports imports() throws IOException {
    return format instanceof FileFormat.Elf elf
        ? Imports.of(elf.file(), content)
        : new Imports(Set.of());
  }
}
