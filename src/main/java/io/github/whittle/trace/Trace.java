package io.github.whittle.trace;

import io.github.whittle.tree.TreePath;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What programs of an image touched, in one run or in several.
 *
 * @param paths that were read, run, listed or looked at; a link and what it leads to are two of
 *     them
 * @param missing what was looked for in vain: a hint for people, no more
 */
public record Trace(SortedSet<TreePath> paths, SortedSet<TreePath> missing) {
  private static final Trace EMPTY = new Trace(new TreeSet<>(), new TreeSet<>());

  public Trace {
    var found = Collections.unmodifiableSortedSet(new TreeSet<>(paths));
    var others = new TreeSet<>(missing);
    others.removeAll(found);
    paths = found;
    missing = Collections.unmodifiableSortedSet(others);
  }

  public static Trace empty() {
    return EMPTY;
  }

  public static Trace of(Collection<TreePath> paths) {
    return new Trace(new TreeSet<>(paths), new TreeSet<>());
  }

  /** What either run touched; what only one of them found is found. */
  public Trace and(Trace other) {
    return new Trace(union(paths, other.paths), union(missing, other.missing));
  }

  /** What all of them touched together. */
  public static Trace merge(List<Trace> traces) {
    return traces.stream().reduce(empty(), Trace::and);
  }

  private static SortedSet<TreePath> union(SortedSet<TreePath> a, SortedSet<TreePath> b) {
    var all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }
}
