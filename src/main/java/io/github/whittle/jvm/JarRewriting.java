package io.github.whittle.jvm;

import io.github.whittle.archive.ZipContent;
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
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Writes the jars of a tree anew: entries in their order, with their names and, where no rule asks
 * for less, their bytes. What cannot be written so is left as it is, and the ledger says why.
 */
final class JarRewriting {
  private final JarRules rules;
  private final Ledger ledger;
  private final Progress progress;
  private final LackingLibraries lacking = new LackingLibraries();

  JarRewriting(JarRules rules, Ledger ledger, Progress progress) {
    this.rules = rules;
    this.ledger = ledger;
    this.progress = progress;
  }

  /**
   * @param own whether this build packed a jar
   */
  FileTree rewritten(FileTree tree, Predicate<TreePath> own) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    for (var e : tree.entries().entrySet()) {
      entries.put(
          e.getKey(),
          e.getValue() instanceof RegularFile file
                  && file.content() instanceof FileContent jar
                  && e.getKey().name().endsWith(".jar")
              ? new RegularFile(
                  file.attributes(), rewritten(e.getKey(), jar, file, own.test(e.getKey())))
              : e.getValue());
    }
    return FileTree.of(entries);
  }

  private Content rewritten(TreePath path, FileContent jar, RegularFile file, boolean own)
      throws IOException {
    try {
      var told = new Ledger();
      var written = written(path, jar, file, own, told);
      ledger.add(told); // Not what would have been, were the jar not left as it is.
      return written;
    } catch (InvalidInputException e) {
      ledger.kept(path.value(), JarSlimming.FROM, "the jar is left as it is: " + e.getMessage());
      return jar;
    }
  }

  private Content written(
      TreePath path, FileContent jar, RegularFile file, boolean own, Ledger told)
      throws IOException {
    var members = ZipMembers.read(jar.file());
    var slim = new JarSlimming(path, rules, told, lacking).slim(members);
    if (own) {
      var same = new OwnJar(path, told, progress).everywhereTheSame(slim);
      return ZipContent.of(same, file.attributes().mtime());
    }
    return rules.form() == Jars.ASIS && slim.equals(members)
        ? jar
        : ZipContent.of(slim, file.attributes().mtime());
  }

  /** The native libraries that none of the jars has for the platform. */
  LackingLibraries lacking() {
    return lacking;
  }
}
