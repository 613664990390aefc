package io.github.whittle.jvm;

import io.github.whittle.jvm.JavaProject.Dependency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names of dependencies in one folder: where several have one name, each gets its groupId into it.
 * Jib takes the size, which for modules of the build depends on who built them.
 */
final class LibraryNames {
  private LibraryNames() {}

  /** A name each, in the order of the dependencies. */
  static List<String> of(List<Dependency> dependencies) {
    var counts =
        dependencies.stream()
            .map(Dependency::name)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    var taken = new HashSet<>(counts.keySet());
    return dependencies.stream()
        .map(one -> counts.get(one.name()) == 1 ? one.name() : longer(one, taken))
        .toList();
  }

  private static String longer(Dependency dependency, Set<String> taken) {
    var stem =
        dependency.name().replaceFirst("\\.jar$", "") + "-" + dependency.coordinates().groupId();
    var name = stem + ".jar";
    for (int i = 2; !taken.add(name); i++) {
      name = stem + "-" + i + ".jar";
    }
    return name;
  }
}
