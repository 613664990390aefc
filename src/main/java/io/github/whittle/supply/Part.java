package io.github.whittle.supply;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

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

  /** The same part, found in several files. */
  Part joined(Part other) {
    return with(other.findings);
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
