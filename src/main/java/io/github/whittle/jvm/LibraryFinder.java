package io.github.whittle.jvm;

import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.jvm.JavaProject.Dependency;
import java.util.List;
import java.util.Optional;

/** Finds the dependency of a project that a packed jar is, by the name which plugins give it. */
record LibraryFinder(List<Dependency> dependencies) {
  Optional<Dependency> find(String file) {
    return dependencies.stream().filter(dependency -> isNamed(dependency, file)).findFirst();
  }

  /** Quarkus puts the groupId before the name. */
  private static boolean isNamed(Dependency dependency, String file) {
    var name = dependency.name();
    return name.equals(file) || file.equals(dependency.coordinates().groupId() + "." + name);
  }

  /** How often it changes; of a jar that is no dependency, by its name. */
  Kind kind(String file) {
    boolean isRelease =
        find(file)
            .map(Dependency::kind)
            .map(kind -> kind == JavaProject.Kind.RELEASE)
            .orElse(!file.contains("SNAPSHOT"));
    return isRelease ? Kind.DEPENDENCIES : Kind.SNAPSHOTS;
  }
}
