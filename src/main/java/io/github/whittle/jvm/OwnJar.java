package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A jar that this build packed: without what tells of the machine, and in an order that is not that
 * of its disk. A signed one keeps both.
 *
 * <p>Jars in it keep their order: Spring's PropertiesLauncher makes the class path of it.
 */
record OwnJar(TreePath path, Ledger ledger, Progress progress) {
  /** {@link java.util.jar.JarInputStream} finds a manifest only at the start. */
  private static final List<String> FIRST = List.of(Archive.MANIFEST, "META-INF/");

  private static final Comparator<ZipMember> ORDER =
      Comparator.<ZipMember>comparingInt(member -> -FIRST.indexOf(member.name()))
          .thenComparing(OwnJar::isJar)
          .thenComparing(member -> isJar(member) ? "" : member.name());

  List<ZipMember> everywhereTheSame(List<ZipMember> members) throws IOException {
    if (JarSlimming.isSigned(members)) {
      tellOfTraces(members);
      return members;
    }
    var sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparingInt(ZipMember::place));
    sorted.sort(ORDER);
    for (int i = 0; i < sorted.size(); i++) {
      sorted.set(i, withoutTraces(sorted.get(i)).at(i));
    }
    return sorted;
  }

  private static boolean isJar(ZipMember member) {
    return JarWalk.isJar(member.name());
  }

  private ZipMember withoutTraces(ZipMember member) throws IOException {
    var left = BuildTraces.removed(member.name(), path(member), member.content(), ledger);
    return left == member.content() ? member : member.with(left);
  }

  private void tellOfTraces(List<ZipMember> members) throws IOException {
    for (var member : members) {
      var traces = BuildTraces.in(member.name(), member.content());
      if (traces.isPresent()) {
        ledger.kept(path(member), JarSlimming.FROM, traces.get() + ", but the jar is signed");
        progress.warn(
            "'%s' has %s and is signed, so it stays, and on each machine the digest is another; set <project.build.outputTimestamp> and maven-jar-plugin 3.2.0 or newer in the pom of that module"
                .formatted(path(member), traces.get()));
      }
    }
  }

  private String path(ZipMember member) {
    return path.value() + "!/" + member.name();
  }
}
