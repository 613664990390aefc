package io.github.whittle.supply;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.function.BinaryOperator.minBy;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Something in an image that has a name of its own; it owns files.
 *
 * @param ref names it within one document; by it parts are sorted
 * @param hashes hexadecimal, by the algorithm's name as CycloneDX writes it: of the file that the
 *     package URL names, or of what is in the image where there is none
 * @param licenses names or expressions, as whoever made it wrote them
 */
record Part(
    Kind kind,
    String ref,
    Identity identity,
    SortedMap<String, String> hashes,
    List<String> licenses,
    Findings findings)
    implements Comparable<Part> {
  static final String SHA_1 = "SHA-1";
  static final String SHA_256 = "SHA-256";

  /** What it is. */
  enum Kind {
    OPERATING_SYSTEM,
    PLATFORM,
    APPLICATION,
    LIBRARY,
    FILE
  }

  Part {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    licenses = List.copyOf(licenses);
  }

  static Part of(Kind kind, String ref, String group, String name, String version) {
    var identity = new Identity(group, name, version, Optional.empty());
    return new Part(kind, ref, identity, new TreeMap<>(), List.of(), Findings.NONE);
  }

  Part withPurl(Optional<String> purl) {
    var named = new Identity(identity.group(), identity.name(), identity.version(), purl);
    return new Part(kind, ref, named, hashes, licenses, findings);
  }

  Part withHashes(Map<String, String> others) {
    return new Part(kind, ref, identity, new TreeMap<>(others), licenses, findings);
  }

  Part withLicenses(List<String> others) {
    return new Part(kind, ref, identity, hashes, others, findings);
  }

  /** In one more place. */
  Part at(String place) {
    return with(Findings.place(place));
  }

  Part withNote(String note, String value) {
    return with(Findings.note(note, value));
  }

  /** Made of these too. */
  Part withNeeds(SortedSet<String> more) {
    return with(Findings.needs(more));
  }

  /** The same part, found in several files: what the richest of them knows, whichever was first. */
  Part joined(Part other) {
    boolean isAsKnown =
        kind == other.kind
            && identity.equals(other.identity)
            && hashes.equals(other.hashes)
            && licenses.equals(other.licenses);
    return (isAsKnown ? this : richest(other)).with(other.findings);
  }

  private Part richest(Part other) {
    return new Part(
        kind.compareTo(other.kind) < 0 ? kind : other.kind,
        ref,
        minBy(comparing((Identity i) -> i.purl().isEmpty()).thenComparing(Identity::toString))
            .apply(identity, other.identity),
        minBy(Part.<SortedMap<String, String>>most(Map::size)).apply(hashes, other.hashes),
        minBy(Part.<List<String>>most(List::size)).apply(licenses, other.licenses),
        findings);
  }

  /** The larger first; of two as large, by their text, so that it is the same every time. */
  private static <T> Comparator<T> most(ToIntFunction<T> size) {
    return comparingInt(size).reversed().thenComparing(T::toString);
  }

  private Part with(Findings more) {
    var all = findings.and(more);
    return all == findings ? this : new Part(kind, ref, identity, hashes, licenses, all);
  }

  @Override
  public int compareTo(Part other) {
    return ref.compareTo(other.ref);
  }
}
