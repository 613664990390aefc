package io.github.whittle.packages;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A paragraph of fields, as dpkg and apk write one for each package.
 *
 * @param text as it stands, without the empty line behind it
 * @see <a href="https://manpages.debian.org/bookworm/dpkg-dev/deb822.5">deb822(5)</a>
 */
record Stanza(String text) {
  /** Gives nothing back ({@code ++}), since Java's stack ends where it might for many lines. */
  private static final Pattern EMPTY_LINES = Pattern.compile("\n(?:[ \t\r]*+\n)++");

  /** Of a whole file. */
  static List<Stanza> all(String text) {
    return EMPTY_LINES
        .splitAsStream(text)
        .map(String::stripTrailing)
        .map(stanza -> stanza.startsWith("\n") ? stanza.substring(1) : stanza)
        .filter(stanza -> !stanza.isBlank())
        .map(Stanza::new)
        .toList();
  }

  /** The first line of a field; apk's names differ in nothing but case. */
  Optional<String> field(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** A Debian package, if the stanza has its name. */
  Optional<DistroPackage> deb() {
    return field("Package")
        .map(
            name ->
                new DistroPackage(
                    DistroPackage.Kind.DEB,
                    name,
                    field("Version").orElse(""),
                    field("Architecture").orElse(""),
                    field("Source").map(source -> source.replaceFirst(" *\\((.*)\\)$", "@$1")),
                    Optional.empty()));
  }
}
