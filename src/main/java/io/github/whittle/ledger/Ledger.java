package io.github.whittle.ledger;

import io.github.whittle.ledger.Decision.Action;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Collects what the steps decide for the image of one platform; several threads may tell it at
 * once.
 */
public final class Ledger {
  private final Collection<Decision> decisions = new ConcurrentSkipListSet<>();

  /** A path that is left out of the image. */
  public void removed(String path, long bytes, String from, String reason) {
    decisions.add(new Decision(Action.REMOVED, path, bytes, from, reason));
  }

  /**
   * A file that is in the image and smaller than it came.
   *
   * @param bytes that are gone
   */
  public void reduced(String path, long bytes, String from, String reason) {
    decisions.add(new Decision(Action.REDUCED, path, bytes, from, reason));
  }

  /** A file that nobody named, and that another needs. */
  public void added(String path, String from, String reason) {
    decisions.add(new Decision(Action.ADDED, path, 0, from, reason));
  }

  /** A file that a step leaves as it came. */
  public void kept(String path, String from, String reason) {
    decisions.add(new Decision(Action.KEPT, path, 0, from, reason));
  }

  /** Decisions that were made once for every platform. */
  public void addAll(Collection<Decision> made) {
    decisions.addAll(made);
  }

  /** What another one holds, of a step that came to its end. */
  public void add(Ledger other) {
    decisions.addAll(other.decisions);
  }

  /** All so far, sorted by path; the same for the same decisions in any order. */
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }
}
