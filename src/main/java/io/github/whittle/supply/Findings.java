package io.github.whittle.supply;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an image shows of a part that it has.
 *
 * @param places paths in the image by which people look for it
 * @param notes more about it, by name; several where its files differ
 * @param needs refs of parts that it is made of
 */
record Findings(
    SortedSet<String> places, SortedMap<String, SortedSet<String>> notes, SortedSet<String> needs) {
  static final Findings NONE = new Findings(new TreeSet<>(), new TreeMap<>(), new TreeSet<>());

  Findings {
    places = copy(places);
    var each = new TreeMap<>(notes);
    each.replaceAll((name, values) -> copy(values));
    notes = Collections.unmodifiableSortedMap(each);
    needs = copy(needs);
  }

  private static SortedSet<String> copy(SortedSet<String> from) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(from));
  }

  static Findings place(String place) {
    return new Findings(set(place), NONE.notes, NONE.needs);
  }

  static Findings note(String name, String value) {
    return new Findings(NONE.places, new TreeMap<>(Map.of(name, set(value))), NONE.needs);
  }

  static Findings needs(SortedSet<String> refs) {
    return new Findings(NONE.places, NONE.notes, refs);
  }

  private static SortedSet<String> set(String value) {
    return new TreeSet<>(List.of(value));
  }

  /** What both show; this one, if the other shows nothing else. */
  Findings and(Findings other) {
    if (other.equals(this)) {
      return this;
    }
    var all = new TreeMap<>(notes);
    other.notes.forEach((name, values) -> all.merge(name, values, Findings::union));
    return new Findings(union(places, other.places), all, union(needs, other.needs));
  }

  private static SortedSet<String> union(SortedSet<String> some, SortedSet<String> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
