package io.github.whittle.supply;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is in an image, each file in one part.
 *
 * @param parts sorted by their refs
 * @param notes about the image as a whole
 * @param gone names of packages of which nothing is left
 */
record Inventory(List<Part> parts, SortedMap<String, String> notes, SortedSet<String> gone) {
  Inventory {
    parts = parts.stream().sorted().toList();
    notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    gone = Collections.unmodifiableSortedSet(new TreeSet<>(gone));
  }
}
