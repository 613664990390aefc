package io.github.whittle.supply;

import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Decision.Action;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells a statement step by step what was done for an image of one platform. */
final class Steps {
  /** Of so many reasons to leave something out, the others are told as one. */
  private static final int REASONS = 100;

  private final Subject subject;
  private final Provenance provenance;

  Steps(Subject subject, Provenance provenance) {
    this.subject = subject;
    this.provenance = provenance;
  }

  /**
   * For one reason.
   *
   * @param paths how many
   * @param bytes that are not in the image
   */
  private record Sum(Action action, String reason, long paths, long bytes) {
    Sum plus(Sum other) {
      return new Sum(action, reason, paths + other.paths, bytes + other.bytes);
    }

    Sum as(String otherReason) {
      return new Sum(action, otherReason, paths, bytes);
    }
  }

  void tell() {
    for (var action : List.of(Action.REMOVED, Action.REDUCED)) {
      sums(action).forEach(this::tell);
    }
    for (var layer : subject.image().layers()) {
      provenance
          .step(subject.platform().toString(), "layer")
          .put("name", layer.name())
          .put("digest", layer.digest().toString())
          .put("diffId", layer.diffId().toString());
    }
  }

  private void tell(Sum sum) {
    provenance
        .step(subject.platform().toString(), sum.action().toString())
        .put("reason", sum.reason())
        .put("paths", sum.paths())
        .put("bytes", sum.bytes());
  }

  /** What counts most first. */
  private List<Sum> sums(Action action) {
    var sums = new TreeMap<String, Sum>();
    for (Decision decision : subject.decisions()) {
      if (decision.action() == action) {
        var sum = new Sum(action, decision.reason(), 1, decision.bytes());
        sums.merge(sum.reason(), sum, Sum::plus);
      }
    }
    var sorted =
        sums.values().stream()
            .sorted(Comparator.comparingLong(Sum::bytes).reversed().thenComparing(Sum::reason))
            .toList();
    var rest = sorted.stream().skip(REASONS).reduce(Sum::plus);
    return Stream.concat(
            sorted.stream().limit(REASONS), rest.map(sum -> sum.as("other reasons")).stream())
        .toList();
  }
}
