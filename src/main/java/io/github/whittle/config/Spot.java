package io.github.whittle.config;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * A tag that may be written: what it is called, and everything that may say its value.
 *
 * @param parent the tag around it; empty at the top
 * @param path of names from the top, as properties have it
 * @param node the element, if the pom has it
 * @param above the nearest element around it that the pom has
 * @param settings the properties that may say it; none inside the items of lists
 * @param preset the default's text, if it has one
 */
record Spot(
    String parent,
    String name,
    String path,
    Optional<Node> node,
    Where above,
    Settings settings,
    Optional<String> preset) {
  /** The whole {@code <configuration>}. */
  static Spot top(Node node, Settings settings) {
    return new Spot(
        "",
        node.name(),
        "",
        Optional.of(node),
        node.where("<configuration>"),
        settings,
        Optional.empty());
  }

  /** A tag inside this one. Of several of one name the last counts, as for Maven. */
  Spot child(String childName, Optional<String> childPreset) {
    List<Node> found = node.map(n -> n.children(childName)).orElse(List.of());
    return new Spot(
        path.isEmpty() ? "" : name,
        childName,
        pathOf(childName),
        found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1)),
        where(),
        settings,
        childPreset);
  }

  /** An item of this list. */
  Spot item(Node item) {
    return new Spot(
        name,
        item.name(),
        path + "." + item.name(),
        Optional.of(item),
        where(),
        Settings.NONE,
        Optional.empty());
  }

  /** The same without what the pom's configuration says, and with fewer properties. */
  Spot withOnly(Settings fewer) {
    return new Spot(parent, name, path, Optional.empty(), where(), fewer, preset);
  }

  /** For example {@code <to><image>}. */
  String label() {
    return parent.isEmpty() ? "<%s>".formatted(name) : "<%s><%s>".formatted(parent, name);
  }

  Where where() {
    return node.map(n -> n.where(label())).orElse(above.naming(label()));
  }

  /** Whether anybody says something about it, where its value is of {@code type}. */
  boolean isGiven(Type type) {
    return node.isPresent() || Names.properties(type, path).stream().anyMatch(settings::has);
  }

  String pathOf(String childName) {
    return path.isEmpty() ? childName : path + "." + childName;
  }

  boolean isBlank() {
    return node.filter(n -> n.children().isEmpty() && n.text().isBlank()).isPresent();
  }

  /** Whether the pom has it, with a text and no tags inside. */
  boolean isText() {
    return node.filter(n -> n.children().isEmpty() && !n.text().isBlank()).isPresent();
  }

  /** What else to write where the tag is missing; goes on after it. */
  String orProperty() {
    return settings == Settings.NONE ? "" : ", or -D" + Names.PREFIX + path;
  }

  /** What the pom's configuration says. */
  Optional<Given> written() {
    return node.map(n -> Given.of(n, where()));
  }

  /** What counts, in the one order: command line, configuration, properties, default. */
  Optional<Given> pick() {
    return settings
        .before(path)
        .or(this::written)
        .or(() -> settings.after(path))
        .or(() -> preset.map(text -> Given.property(where(), text, false)));
  }
}
