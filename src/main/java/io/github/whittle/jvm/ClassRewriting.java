package io.github.whittle.jvm;

import io.github.whittle.config.ClassStrip;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.TreeMap;

/**
 * Takes debug attributes out of the class files of a tree; the ledger says how many bytes.
 *
 * @param variables which class files keep the names of theirs
 */
record ClassRewriting(ClassStrip which, KeptVariables variables, Ledger ledger) {
  FileTree rewritten(FileTree tree) throws IOException {
    if (which == ClassStrip.NONE) {
      return tree;
    }
    var entries = new TreeMap<TreePath, Entry>();
    for (var e : tree.entries().entrySet()) {
      entries.put(
          e.getKey(),
          e.getValue() instanceof RegularFile file && FolderFiles.isClass(e.getKey().name())
              ? new RegularFile(file.attributes(), stripped(e.getKey(), file.content()))
              : e.getValue());
    }
    return FileTree.of(entries);
  }

  private Content stripped(TreePath path, Content original) throws IOException {
    var stripped = StrippedClass.of(original, which, variables);
    if (stripped.isEmpty()) {
      ledger.kept(path.value(), JarSlimming.FROM, StrippedClass.LEFT);
      return original;
    }
    if (stripped.get().saved() == 0) {
      return original;
    }
    ledger.reduced(path.value(), stripped.get().saved(), JarSlimming.FROM, "debug attributes");
    return stripped.get();
  }
}
