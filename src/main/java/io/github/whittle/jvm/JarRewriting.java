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
    var entries = new TreeMap<TreePath, Entry>(tree.entries());
    for (var e : entries.entrySet()) {
      var path = e.getKey();
      if (e.getValue() instanceof RegularFile file
          && file.content() instanceof FileContent content
          && path.name().endsWith(".jar")) {
        var jar = new Jar(path, content, file.attributes().mtime(), own.test(path));
        e.setValue(new RegularFile(file.attributes(), rewritten(jar)));
      }
    }
    return FileTree.of(entries);
  }

  private Content rewritten(Jar jar) throws IOException {
    try {
      var told = new Ledger();
      var written = written(jar, told);
      ledger.add(told); // Not what would have been, were the jar not left as it is.
      return written;
    } catch (InvalidInputException e) {
      ledger.kept(
          jar.path().value(), JarSlimming.FROM, "the jar is left as it is: " + e.getMessage());
      return jar.content();
    }
  }

  private Content written(Jar jar, Ledger told) throws IOException {
    var members = ZipMembers.read(jar.content().file());
    var slim = new JarSlimming(jar.path(), rules, told, lacking).slim(members);
    if (jar.isOwn()) {
      slim = new OwnJar(jar.path(), told, progress).everywhereTheSame(slim);
    } else if (rules.form() == Jars.ASIS && slim.equals(members)) {
      return jar.content();
    }
    return ZipContent.of(slim, jar.time());
  }

  /** The native libraries that none of the jars has for the platform. */
  LackingLibraries lacking() {
    return lacking;
  }

  /**
   * A jar before it is written anew.
   *
   * @param time of its entries, in seconds since 1970
   * @param isOwn whether this build packed it
   */
  private record Jar(TreePath path, FileContent content, long time, boolean isOwn) {}
}
