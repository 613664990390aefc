package io.github.whittle.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.stream.StreamSupport;

/** What a configuration tells of how its layers were made, edited in place. */
final class History {
  private static final String EMPTY = "empty_layer";

  private final ArrayNode entries;

  /**
   * @param config gets a history if it has none
   */
  History(ObjectNode config) {
    this.entries = config.withArray("/history");
  }

  void add(Instant created, String createdBy) {
    entries.addObject().put("created", created.toString()).put("created_by", createdBy);
  }

  /** What it tells of layers stays, as of layers that are empty. */
  void makeEmpty() {
    entries.forEach(entry -> ((ObjectNode) entry).put(EMPTY, true));
  }

  /**
   * Makes it tell of as many layers as there are, as BuildKit does: it may be missing or tell of
   * fewer, but tools take its last layer for the last layer of the image. umoci cannot read entries
   * without a time.
   */
  void account(int layers, Instant created) {
    if (layers() > layers) {
      makeEmpty();
    }
    while (layers() < layers) {
      add(created, "unknown: the history did not tell of this layer");
    }
  }

  private long layers() {
    return StreamSupport.stream(entries.spliterator(), false)
        .filter(entry -> !entry.path(EMPTY).asBoolean())
        .count();
  }
}
