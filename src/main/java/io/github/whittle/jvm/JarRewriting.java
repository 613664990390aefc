package io.github.whittle.jvm;

import io.github.whittle.archive.ZipContent;
import io.github.whittle.archive.ZipMember;
import io.github.whittle.archive.ZipMembers;
import io.github.whittle.config.Jars;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Content.FileContent;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes the jars of a tree anew: entries in their order, with their names and bytes, so that
 * signatures stay valid. What cannot be written so is left as it is, and the ledger says why.
 */
final class JarRewriting {
  private static final String FROM = "application";

  private final Jars form;
  private final Ledger ledger;

  JarRewriting(Jars form, Ledger ledger) {
    this.form = form;
    this.ledger = ledger;
  }

  FileTree rewritten(FileTree tree) throws IOException {
    if (form == Jars.ASIS) {
      return tree;
    }
    var entries = new TreeMap<TreePath, Entry>();
    for (var e : tree.entries().entrySet()) {
      entries.put(
          e.getKey(),
          e.getValue() instanceof RegularFile file
                  && file.content() instanceof FileContent jar
                  && e.getKey().name().endsWith(".jar")
              ? new RegularFile(file.attributes(), rewritten(e.getKey(), jar, file))
              : e.getValue());
    }
    return FileTree.of(entries);
  }

  private Content rewritten(TreePath path, FileContent jar, RegularFile file) throws IOException {
    try {
      var members = ZipMembers.read(jar.file());
      return ZipContent.of(written(members), file.attributes().mtime());
    } catch (InvalidInputException e) {
      ledger.kept(path.value(), FROM, "the jar is left as it is: " + e.getMessage());
      return jar;
    }
  }

  private static List<ZipMember> written(List<ZipMember> members) {
    return members.stream().map(ZipMember::stored).toList();
  }
}
