package io.github.whittle.jvm;

import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes out of a linked runtime what a container has no use for; every file goes to the ledger. */
public final class LeanRuntime {
  private LeanRuntime() {}

  /**
   * Files that leave.
   *
   * @param paths from the runtime's folder
   */
  private record Rule(Pattern paths, String reason) {
    Rule(String paths, String reason) {
      this(Pattern.compile(paths), reason);
    }
  }

  private static final List<Rule> ALWAYS =
      List.of(
          new Rule("bin/(?!java$).*", "a tool, and only java runs"),
          new Rule("(include|man)/.*", "for developers"),
          new Rule("lib/jrt-fs\\.jar", "lets other JDKs read the runtime"),
          new Rule("lib/jexec", "lets a desktop start jars"),
          new Rule("lib/[^/]*/libjsig\\.so", "a second copy of lib/libjsig.so"),
          new Rule("lib/src\\.zip|.*\\.(debuginfo|diz)", "for debuggers"));

  private static final Rule SCREEN =
      new Rule(
          "lib/(libawt_xawt|libjawt|libsplashscreen|libjsound)\\.so|lib/psfont[^/]*",
          "needs a screen, a printer or a sound card");

  private static final Rule CACERTS = new Rule("lib/security/cacerts", "<cacerts> is false");
  private static final Rule LEGAL = new Rule("legal/.*", "<legal> is false");

  /** Needed to make an archive of classes, not to use it. */
  private static final Rule CLASS_LIST =
      new Rule("lib/classlist", "only makes archives of classes");

  /**
   * What of a runtime stays, by parameter.
   *
   * @param cacerts certificates that Java trusts
   * @param legal notices
   * @param headless without what needs a screen
   */
  public record Kept(boolean cacerts, boolean legal, boolean headless) {
    private List<Rule> rules() {
      var rules = new ArrayList<>(ALWAYS);
      rules.add(CLASS_LIST);
      if (headless) {
        rules.add(SCREEN);
      }
      if (!cacerts) {
        rules.add(CACERTS);
      }
      if (!legal) {
        rules.add(LEGAL);
      }
      return rules;
    }
  }

  /**
   * @param home of the runtime in the tree
   */
  public static FileTree kept(FileTree runtime, TreePath home, Kept kept, Ledger ledger) {
    var rules = kept.rules();
    var gone = new ArrayList<TreePath>();
    runtime
        .entries()
        .forEach(
            (path, entry) ->
                reason(path, home, rules)
                    .ifPresent(
                        reason -> {
                          gone.add(path);
                          note(path, entry, reason, ledger);
                        }));
    return withoutEmptyFolders(runtime.without(gone), home);
  }

  private static Optional<String> reason(TreePath path, TreePath home, List<Rule> rules) {
    if (!path.isBelow(home)) {
      return Optional.empty();
    }
    var name = path.value().substring(home.value().length() + 1);
    return rules.stream()
        .filter(rule -> rule.paths().matcher(name).matches())
        .map(Rule::reason)
        .findFirst();
  }

  private static void note(TreePath path, Entry entry, String reason, Ledger ledger) {
    long bytes = entry instanceof RegularFile file ? file.content().size() : 0;
    if (!(entry instanceof Entry.Directory)) {
      ledger.removed(path.value(), bytes, "runtime", reason);
    }
  }

  private static FileTree withoutEmptyFolders(FileTree tree, TreePath home) {
    var entries = tree.entries();
    var empty =
        entries.keySet().stream()
            .filter(path -> path.isBelow(home) && entries.get(path) instanceof Entry.Directory)
            .filter(
                path ->
                    entries.keySet().stream()
                        .noneMatch(
                            other ->
                                other.isBelow(path)
                                    && !(entries.get(other) instanceof Entry.Directory)))
            .toList();
    return tree.without(empty);
  }
}
