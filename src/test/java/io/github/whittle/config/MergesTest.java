package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a merged list looks like; the lists of real poms are in the tests of {@code maven}. */
class MergesTest {
  private static final Map<String, String> APPEND = Map.of("combine.children", "append");
  private static final int PARENT = 1;
  private static final int CHILD = 2;

  private static Node node(int rank, Map<String, String> attributes, Node... children) {
    var file = rank == CHILD ? "pom.xml" : "../pom.xml";
    return new Node("n", "", attributes, List.of(children), new Place(file, 7, 1, rank));
  }

  private static Node item(int rank, Node... children) {
    return node(rank, Map.of(), children);
  }

  @Test
  void acceptsTheParentsItemsBeforeTheChilds() {
    var list = node(CHILD, APPEND, item(PARENT, item(PARENT)), item(CHILD, item(CHILD)));
    assertThat(Merges.refusal(list)).isEmpty();
  }

  @Test
  void refusesTheChildsItemsBeforeTheParents() {
    assertThat(Merges.refusal(node(CHILD, APPEND, item(CHILD), item(PARENT))))
        .contains(
            "Maven merged this list item by item with the one of ../pom.xml:7; write <n"
                + " combine.children=\"append\"> to add to that one, or combine.self=\"override\""
                + " to replace it");
  }

  @Test
  void refusesAMixedItemWhateverTheListSays() {
    assertThat(Merges.refusal(node(CHILD, APPEND, item(CHILD, item(PARENT))))).isPresent();
    var override = Map.of("combine.self", "override");
    assertThat(Merges.refusal(node(CHILD, override, item(CHILD, item(PARENT))))).isPresent();
  }

  @Test
  void acceptsItemsThatAreMergedByAKey() {
    var keyed = node(CHILD, Map.of("combine.id", "a"), item(PARENT));
    assertThat(Merges.refusal(item(CHILD, keyed))).isEmpty();
  }

  @Test
  void acceptsAListOfOnePlace() {
    assertThat(Merges.refusal(item(PARENT, item(PARENT, item(PARENT)), item(PARENT)))).isEmpty();
  }
}
