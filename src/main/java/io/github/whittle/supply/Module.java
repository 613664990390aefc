package io.github.whittle.supply;

import java.util.Optional;

/**
 * A library that was compiled into a program, as the program itself says.
 *
 * @param type of its package URL: {@code golang} or {@code cargo}
 * @param version empty where the program does not say it
 * @param isPublished whether it is known to others by that name; else it is a part of somebody's
 *     own sources
 */
record Module(String type, String name, String version, boolean isPublished)
    implements Comparable<Module> {
  static final String GO = "golang";
  static final String RUST = "cargo";

  /** What names it everywhere. */
  Optional<String> purl() {
    if (!isPublished) {
      return Optional.empty();
    }
    int slash = name.lastIndexOf('/');
    return type.equals(GO) && slash > 0
        ? Purl.of(type, name.substring(0, slash), name.substring(slash + 1), version)
        : Purl.of(type, "", name, version);
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
