package io.github.whittle.config;

import java.util.List;

/**
 * A value as somebody wrote it.
 *
 * @param expressions whether {@code ${…}} in it is to be evaluated: not on the command line, where
 *     the shell did that
 * @param node the element, if it is of the pom's configuration; else none
 */
record Given(Where where, String text, boolean expressions, List<Node> node) {
  static Given of(Node node, Where where) {
    return new Given(where, node.text(), true, List.of(node));
  }

  static Given property(Where where, String text, boolean expressions) {
    return new Given(where, text, expressions, List.of());
  }

  /** An element inside this one. */
  Given child(Node child) {
    return of(child, child.where("<%s><%s>".formatted(node.get(0).name(), child.name())));
  }

  /** The same place with an evaluated part of the text. */
  Given saying(String part) {
    return new Given(where, part, false, node);
  }

  List<Node> children() {
    return node.isEmpty() ? List.of() : node.get(0).children();
  }
}
