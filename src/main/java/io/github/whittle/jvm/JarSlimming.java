package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.config.ClassStrip;
import io.github.whittle.config.Jars;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes out of one jar what the rules let go; nothing out of a signed one. */
final class JarSlimming {
  static final String FROM = "application";

  private final TreePath jar;
  private final JarRules rules;
  private final Ledger ledger;
  private final LackingLibraries lacking;
  private long debugBytes;

  JarSlimming(TreePath jar, JarRules rules, Ledger ledger, LackingLibraries lacking) {
    this.jar = jar;
    this.rules = rules;
    this.ledger = ledger;
    this.lacking = lacking;
  }

  /** The entries that stay, as they are to be written; equal ones where no rule takes effect. */
  List<ZipMember> slim(List<ZipMember> members) throws IOException {
    boolean signed = isSigned(members);
    var left = new ArrayList<ZipMember>();
    for (var member : members) {
      if (!isForeign(member, signed)) {
        var slim = signed ? member : withoutDebug(member);
        left.add(rules.form() == Jars.STORED ? slim.stored() : slim);
      }
    }
    if (debugBytes > 0) {
      ledger.reduced(jar.value(), debugBytes, FROM, "debug attributes of its class files");
    }
    return left;
  }

  static boolean isSigned(List<ZipMember> members) {
    return members.stream().anyMatch(JarSlimming::isSignature);
  }

  /**
   * @see <a
   *     href="https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html#signature-related-files">JAR
   *     File Specification, Signature-Related Files</a>
   */
  private static boolean isSignature(ZipMember member) {
    return member.name().toUpperCase(Locale.ROOT).matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  }

  /** Whether it is a native library of another platform, and leaves. */
  private boolean isForeign(ZipMember member, boolean signed) throws IOException {
    var library = NativeLibrary.of(member, rules.platform());
    if (library.isEmpty()) {
      return false;
    }
    var foreign = library.get().madeFor();
    // Asked of all, so that only patterns which no library is of count as unused.
    boolean isToStay = rules.keep().test(jar.name() + "!/" + member.name());
    if (foreign.isPresent() && isToStay) {
      return false; // Who keeps it knows better what it is for.
    }
    lacking.add(library.get(), jar.name());
    if (foreign.isEmpty()) {
      return false;
    }
    var path = jar.value() + "!/" + member.name();
    var reason = "a native library for " + foreign.get();
    if (signed) {
      ledger.kept(path, FROM, reason + ", but the jar is signed");
    } else {
      ledger.removed(path, member.content().size(), FROM, reason);
    }
    return !signed;
  }

  private ZipMember withoutDebug(ZipMember member) throws IOException {
    if (rules.classes() == ClassStrip.NONE || !FolderFiles.isClass(member.name())) {
      return member;
    }
    var stripped = StrippedClass.of(member.content(), rules.classes(), rules.variables());
    if (stripped.isEmpty()) {
      ledger.kept(jar.value() + "!/" + member.name(), FROM, StrippedClass.LEFT);
      return member;
    }
    debugBytes += stripped.get().saved();
    return stripped.get().saved() == 0 ? member : member.with(stripped.get());
  }
}
