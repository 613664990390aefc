package io.github.whittle.supply;

import java.util.Optional;

/**
 * A library that a file was made of, as the file itself says.
 *
 * @param type of its package URL: {@code golang}, {@code cargo} or {@code maven}
 * @param name with {@code /} before its last part, if it has several
 * @param version empty where the program does not say it
 * @param isPublished whether it is known to others by that name; else it is a part of somebody's
 *     own sources
 */
record Module(String type, String name, String version, boolean isPublished)
    implements Comparable<Module> {
  static final String GO = "golang";
  static final String RUST = "cargo";
  static final String MAVEN = "maven";

  /** What names it everywhere. */
  Optional<String> purl() {
    if (!isPublished) {
      return Optional.empty();
    }
    int slash = name.lastIndexOf('/');
    return slash > 0
        ? Purl.of(type, name.substring(0, slash), name.substring(slash + 1), version)
        : Purl.of(type, "", name, version);
  }

  /** As a part of an image. */
  Part part() {
    var group = type.equals(MAVEN) ? name.replaceFirst("/[^/]*$", "") : "";
    return Part.of(
            Part.Kind.LIBRARY,
            purl().orElse(toString()),
            group,
            group.isEmpty() ? name : name.substring(group.length() + 1),
            version)
        .withPurl(purl());
  }

  @Override
  public int compareTo(Module other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return type + ":" + name + (version.isEmpty() ? "" : "@" + version);
  }
}
