package io.github.whittle.slim;

import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Java runtime stays whole: its libraries, security providers, time zones, charsets and fonts are
 * opened when a program first asks for them. Without what only developers read.
 */
final class JavaHome implements Rule {
  private static final Pattern VM =
      Pattern.compile("(/.*)/lib/(server|client|minimal|zero)/libjvm\\.so");
  private static final List<String> PARTS =
      List.of("lib", "conf", "release", "bin/java", "lib/security/cacerts");
  private static final Pattern FOR_DEVELOPERS =
      Pattern.compile(".*/lib/(src\\.zip|ct\\.sym|.*\\.jsa\\.debuginfo|.*\\.debuginfo)");

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept) {
    var match = VM.matcher(path.value());
    if (match.matches()) {
      for (var part : PARTS) {
        add(match.group(1) + "/" + part, subject, kept);
      }
    }
  }

  private static void add(String part, Subject subject, KeptPaths kept) {
    var reason = "part of the Java runtime, which opens it late";
    kept.add(part, reason);
    var folder = subject.whole().resolve(new TreePath(part), true);
    subject
        .whole()
        .below(folder)
        .forEach(
            (path, entry) -> {
              if (!(entry instanceof Directory)
                  && !FOR_DEVELOPERS.matcher(path.value()).matches()) {
                kept.add(path.value(), reason);
              }
            });
  }
}
