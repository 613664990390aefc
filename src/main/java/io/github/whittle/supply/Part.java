package io.github.whittle.supply;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something in an image that has a name of its own; it owns files.
 *
 * @param ref names it within one document; by it parts are sorted
 * @param group what its name is unique in, of a platform who built it; empty for none
 * @param version empty where nobody says it
 * @param purl what names it everywhere
 * @param hashes hexadecimal, by the algorithm's name as CycloneDX writes it: of the file that
 *     {@code purl} names, or of what is in the image where there is none
 * @param licenses names or expressions, as whoever made it wrote them
 * @param places paths in the image by which people look for it
 * @param notes more about it, by name
 * @param needs refs of parts that it is made of
 */
record Part(
    Kind kind,
    String ref,
    String group,
    String name,
    String version,
    Optional<String> purl,
    SortedMap<String, String> hashes,
    List<String> licenses,
    SortedSet<String> places,
    SortedMap<String, String> notes,
    SortedSet<String> needs)
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
    places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
    notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
  }

  static Part of(Kind kind, String ref, String group, String name, String version) {
    return new Part(
        kind,
        ref,
        group,
        name,
        version,
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        new TreeSet<>(),
        new TreeMap<>(),
        new TreeSet<>());
  }

  Part withPurl(Optional<String> other) {
    return new Part(kind, ref, group, name, version, other, hashes, licenses, places, notes, needs);
  }

  Part withHashes(Map<String, String> others) {
    var all = new TreeMap<>(others);
    return new Part(kind, ref, group, name, version, purl, all, licenses, places, notes, needs);
  }

  Part withLicenses(List<String> others) {
    return new Part(kind, ref, group, name, version, purl, hashes, others, places, notes, needs);
  }

  /** In one more place. */
  Part at(String place) {
    var all = new TreeSet<>(places);
    all.add(place);
    return new Part(kind, ref, group, name, version, purl, hashes, licenses, all, notes, needs);
  }

  Part withNote(String note, String value) {
    var all = new TreeMap<>(notes);
    all.put(note, value);
    return new Part(kind, ref, group, name, version, purl, hashes, licenses, places, all, needs);
  }

  /** The same part, found in several places. */
  Part joined(Part other) {
    if (other.places.equals(places) && other.needs.equals(needs)) {
      return this;
    }
    var all = new TreeSet<>(places);
    all.addAll(other.places);
    return new Part(kind, ref, group, name, version, purl, hashes, licenses, all, notes, needs)
        .withNeeds(other.needs);
  }

  /** Made of these too. */
  Part withNeeds(SortedSet<String> more) {
    var all = new TreeSet<>(needs);
    all.addAll(more);
    return new Part(kind, ref, group, name, version, purl, hashes, licenses, places, notes, all);
  }

  @Override
  public int compareTo(Part other) {
    return ref.compareTo(other.ref);
  }
}
