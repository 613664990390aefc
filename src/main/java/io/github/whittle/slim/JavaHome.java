package io.github.whittle.slim;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Java runtime stays whole: its libraries, security providers, time zones, charsets and fonts are
 * opened when a program first asks for them. Without what only developers read, and of the archives
 * of loaded classes, which are opened at the start or never, only what a run opened.
 */
final class JavaHome implements Rule {
  /** The launcher's library, and the VM that it opens by name; Java 8 has a folder more. */
  private static final Pattern RUNTIME =
      Pattern.compile("(/.*)/lib/(\\w+/)?((jli/)?libjli|(server|client|minimal|zero)/libjvm)\\.so");

  private static final List<String> PARTS =
      List.of("lib", "conf", "release", "bin/java", "lib/security/cacerts");
  private static final Pattern FOR_DEVELOPERS =
      Pattern.compile(".*/lib/(src\\.zip|ct\\.sym|.*\\.debuginfo)");
  private static final Pattern FOR_DEVELOPERS_OR_EARLY =
      Pattern.compile(FOR_DEVELOPERS + "|.*/lib/(.*/)?classes\\w*\\.jsa");

  private final Pattern notLate;

  JavaHome(boolean withoutTrace) {
    this.notLate = withoutTrace ? FOR_DEVELOPERS : FOR_DEVELOPERS_OR_EARLY;
  }

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept) {
    var match = RUNTIME.matcher(path.value());
    if (match.matches()) {
      for (var part : PARTS) {
        add(match.group(1) + "/" + part, subject, kept);
      }
    }
  }

  private void add(String part, Subject subject, KeptPaths kept) {
    var reason = "part of the Java runtime, which opens it late";
    kept.add(part, reason);
    var folder = subject.whole().resolve(new TreePath(part), true);
    subject
        .whole()
        .below(folder)
        .forEach(
            (path, entry) -> {
              if (!(entry instanceof Directory) && !notLate.matcher(path.value()).matches()) {
                kept.add(path.value(), reason);
              }
            });
  }
}
