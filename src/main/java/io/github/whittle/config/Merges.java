package io.github.whittle.config;

import java.util.List;
import java.util.Optional;

/**
 * Finds lists that Maven merged item by item, where a child's first {@code <file>} silently takes
 * the {@code <mode>} of the parent's first, and surplus items vanish.
 *
 * <p>The attributes alone prove nothing: Maven copies them from the parent onto the child's list,
 * some before and some after they had an effect. So the items must look as the attributes promise.
 */
final class Merges {
  private Merges() {}

  /** What is wrong with a list of several origins that nobody asked to combine. */
  static Optional<String> refusal(Node list) {
    if (isOfOnePlace(list) || isMergedOnPurpose(list) || isAppended(list)) {
      return Optional.empty();
    }
    return Optional.of(
        "Maven merged this list item by item with the one of %s; write <%s combine.children=\"append\"> to add to that one, or combine.self=\"override\" to replace it"
            .formatted(other(list), list.name()));
  }

  private static boolean isOfOnePlace(Node node) {
    return node.all().allMatch(n -> n.place().rank() == node.place().rank());
  }

  private static boolean isMergedOnPurpose(Node list) {
    return "merge".equals(list.attributes().get("combine.children"))
        || list.all().skip(1).anyMatch(n -> n.attributes().containsKey("combine.id"))
        || list.all().anyMatch(n -> n.attributes().containsKey("combine.keys"));
  }

  /** Whole items, the parent's first. */
  private static boolean isAppended(Node list) {
    if (!"append".equals(list.attributes().get("combine.children"))) {
      return false;
    }
    int rank = Integer.MIN_VALUE;
    for (var item : list.children()) {
      if (!isOfOnePlace(item) || item.place().rank() < rank) {
        return false;
      }
      rank = item.place().rank();
    }
    return rank <= list.place().rank();
  }

  private static String other(Node list) {
    List<Node> strangers = list.all().filter(n -> n.place().rank() != list.place().rank()).toList();
    return strangers.get(0).where("").position();
  }
}
