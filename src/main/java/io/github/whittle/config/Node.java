package io.github.whittle.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One element of the plugin's configuration as Maven merged it.
 *
 * @param text without surrounding space; empty if there is none
 */
public record Node(
    String name, String text, Map<String, String> attributes, List<Node> children, Place place) {
  public Node {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** The element where nobody wrote one. */
  public static Node empty(String name, Place place) {
    return new Node(name, "", Map.of(), List.of(), place);
  }

  /** With an element inside, where none of that name is there. */
  public Node withDefault(Node child) {
    if (!children(child.name()).isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(children);
    all.add(child);
    return new Node(name, text, attributes, all, place);
  }

  List<Node> children(String childName) {
    return children.stream().filter(child -> child.name().equals(childName)).toList();
  }

  /** This element and all below it, in the order of the pom. */
  Stream<Node> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Node::all));
  }

  /** The place of this element, under the name {@code what}. */
  public Where where(String what) {
    return new Where(place.file(), place.line(), what);
  }
}
