package io.github.whittle.jvm;

import io.github.whittle.config.Coordinates;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.jvm.JavaProject.Dependency;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the dependency of a project that a packed jar is, by the name which plugins give it. */
record LibraryFinder(List<Dependency> dependencies) {
  /** The most exact name counts: one with a groupId may be the artifactId of another. */
  Optional<Dependency> find(String file) {
    return Stream.<Predicate<Dependency>>of(
            dependency -> dependency.name().equals(file),
            dependency -> packedName(dependency.coordinates()).equals(file),
            dependency -> hasGroup(dependency, file))
        .flatMap(isNamed -> dependencies.stream().filter(isNamed))
        .findFirst();
  }

  /** As Maven names it, with the version of all snapshots: Spring Boot and wars do. */
  private static String packedName(Coordinates artifact) {
    return "%s-%s%s.%s"
        .formatted(
            artifact.artifactId(),
            artifact.version().replaceFirst("-\\d{8}\\.\\d{6}-\\d+$", "-SNAPSHOT"),
            artifact.classifier().isEmpty() ? "" : "-" + artifact.classifier(),
            artifact.extension());
  }

  /** Quarkus puts the groupId before each name, Spring Boot and wars before one of several. */
  private static boolean hasGroup(Dependency dependency, String file) {
    var group = dependency.coordinates().groupId();
    return Stream.of(dependency.name(), packedName(dependency.coordinates()))
        .anyMatch(name -> file.equals(group + "." + name) || file.equals(group + "-" + name));
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
