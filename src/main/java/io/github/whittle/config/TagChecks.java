package io.github.whittle.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes what an element holds that nobody reads: unknown tags, doubled ones, attributes, text. */
record TagChecks(Problems problems) {
  private static final Map<String, List<String>> ATTRIBUTES =
      Map.of(
          "combine.children", List.of("append", "merge"),
          "combine.self", List.of("override", "merge", "remove"));

  /** Notes every attribute that does not steer Maven's merging, in the whole tree. */
  void attributes(Node root) {
    root.all()
        .forEach(node -> node.attributes().forEach((key, value) -> attribute(node, key, value)));
  }

  private void attribute(Node node, String key, String value) {
    var where = node.where("<%s>".formatted(node.name()));
    if (ATTRIBUTES.containsKey(key) && !ATTRIBUTES.get(key).contains(value)) {
      problems.refuse(
          where,
          "%s=\"%s\" is not known; write %s"
              .formatted(key, value, String.join(" or ", ATTRIBUTES.get(key))));
    } else if (key.startsWith("combine.")) {
      if (!ATTRIBUTES.containsKey(key)
          && !key.equals("combine.id")
          && !key.equals("combine.keys")) {
        problems.refuse(
            where,
            "the attribute %s is not known%s"
                .formatted(key, Similar.question(key, ATTRIBUTES.keySet(), n -> n)));
      }
    } else if (key.indexOf(':') < 0) {
      problems.refuse(
          where,
          "the attribute %s is not read; write tags inside <%s>".formatted(key, node.name()));
    }
  }

  /** Notes the children that are not {@code known}; {@code path} is of the element itself. */
  void children(Node node, String path, Collection<String> known) {
    for (var child : node.children()) {
      if (!known.contains(child.name())) {
        unknown(node, child, path, known);
      }
    }
  }

  private void unknown(Node node, Node child, String path, Collection<String> known) {
    var name = child.name();
    var childPath = path.isEmpty() ? name : path + "." + name;
    var suggestions = new ArrayList<>(known);
    suggestions.addAll(NotYet.below(path));
    problems.say(
        child.where("<%s>".formatted(name)),
        NotYet.refusal(childPath)
            .or(() -> JibNames.refusal(childPath))
            .orElseGet(
                () ->
                    " is not known in <%s>%s%s Known: %s"
                        .formatted(
                            node.name(),
                            home(name, node.name(), path),
                            Similar.question(name, suggestions, n -> n),
                            String.join(", ", known))));
  }

  private static String home(String name, String parent, String path) {
    var homes = Names.homes(name);
    return homes.isEmpty() || homes.contains(path)
        ? ""
        : ", but in "
            + homes.stream()
                .map(home -> "<%s>".formatted(home))
                .map(home -> home.equals("<%s>".formatted(parent)) ? ofBuild(home) : home)
                .collect(Collectors.joining(" or "));
  }

  private static String ofBuild(String tag) {
    return "the %s of the build, not of an item".formatted(tag);
  }

  /** Notes children that are there twice: Maven would take the last and drop the rest. */
  void doubles(Node node) {
    var seen = new HashMap<String, Node>();
    for (var child : node.children()) {
      var first = seen.putIfAbsent(child.name(), child);
      if (first != null) {
        problems.say(
            child.where("<%s>".formatted(child.name())),
            " is in <%s> twice, first at %s; remove one"
                .formatted(node.name(), first.where("").position()));
      }
    }
  }

  /** Notes a text where only tags are read. */
  void text(Node node, Where where, Collection<String> known) {
    if (!node.text().isBlank()) {
      problems.refuse(
          where,
          "the text%s is not read; write tags: %s"
              .formatted(
                  node.name().equals("auth") ? "" : " '" + node.text().strip() + "'", // A secret.
                  String.join(", ", known)));
    }
  }
}
