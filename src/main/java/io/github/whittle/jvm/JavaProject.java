package io.github.whittle.jvm;

import io.github.whittle.config.Coordinates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Maven knows of the project whose application goes into an image.
 *
 * @param packaging as the pom says it: jar, war, pom …
 * @param classes the folder of its class files and resources
 * @param artifact the jar or war that Maven makes of it, whether it is there or not
 * @param mainClass as the jar plugin writes it into the manifest; Maven leaves an expression in it
 *     that stands for nothing
 * @param dependencies the class path at run time behind the project itself, in Maven's order
 */
public record JavaProject(
    String packaging,
    Path classes,
    Path artifact,
    Optional<String> mainClass,
    List<Dependency> dependencies) {
  public JavaProject {
    dependencies = List.copyOf(dependencies);
  }

  private boolean isWar() {
    return packaging.equals("war");
  }

  /** Whether there is an application that could go in. */
  public boolean isApplication() {
    return isWar() || packaging.equals("jar") && Files.isDirectory(classes);
  }

  /** What runs only as some plugin packed it: a war, or what Quarkus made of the classes. */
  Optional<Path> packedApplication() {
    var quarkus = artifact.resolveSibling("quarkus-app").resolve("quarkus-run.jar");
    return isWar() ? Optional.of(artifact) : Optional.of(quarkus).filter(Files::isRegularFile);
  }

  /**
   * One element of the class path.
   *
   * @param coordinates of its file in a Maven repository
   * @param name that its file, or its folder, has in the image
   * @param file a jar, or of a module that is only compiled its folder of classes
   */
  public record Dependency(Coordinates coordinates, String name, Kind kind, Path file) {}

  /** How often a dependency changes. */
  public enum Kind {
    RELEASE,
    SNAPSHOT,
    /** A module that is built in the same call of Maven. */
    MODULE
  }
}
