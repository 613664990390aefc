package io.github.whittle.jvm;

import io.github.whittle.jvm.JavaProject.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names of dependencies in one folder: where several have one name, each gets its size into it, as
 * Jib does.
 */
final class LibraryNames {
  private LibraryNames() {}

  /** A name each, in the order of the dependencies. */
  static List<String> of(List<Dependency> dependencies) throws IOException {
    var counts =
        dependencies.stream()
            .map(Dependency::name)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    var names = new ArrayList<String>();
    var taken = new HashSet<String>();
    for (var dependency : dependencies) {
      var name = counts.get(dependency.name()) == 1 ? dependency.name() : sized(dependency, taken);
      taken.add(name);
      names.add(name);
    }
    return names;
  }

  private static String sized(Dependency dependency, HashSet<String> taken) throws IOException {
    var stem = dependency.name().replaceFirst("\\.jar$", "") + "-" + Files.size(dependency.file());
    var name = stem + ".jar";
    for (int i = 2; taken.contains(name); i++) {
      name = stem + "-" + i + ".jar";
    }
    return name;
  }
}
