package io.github.whittle.supply;

import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Decision.Action;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many paths left, or are smaller than they came, and by how much. */
final class Sums {
  private long removed;
  private long removedBytes;
  private long reduced;
  private long reducedBytes;

  static Sums of(List<Decision> decisions) {
    var sums = new Sums();
    decisions.forEach(sums::add);
    return sums;
  }

  void add(Decision decision) {
    if (decision.action() == Action.REMOVED) {
      removed++;
      removedBytes += decision.bytes();
    } else if (decision.action() == Action.REDUCED) {
      reduced++;
      reducedBytes += decision.bytes();
    }
  }

  /** Names to numbers; none where nothing was done. */
  SortedMap<String, String> notes() {
    var notes = new TreeMap<String, String>();
    if (removed > 0) {
      notes.put("removed:paths", Long.toString(removed));
      notes.put("removed:bytes", Long.toString(removedBytes));
    }
    if (reduced > 0) {
      notes.put("reduced:paths", Long.toString(reduced));
      notes.put("reduced:bytes", Long.toString(reducedBytes));
    }
    return notes;
  }
}
