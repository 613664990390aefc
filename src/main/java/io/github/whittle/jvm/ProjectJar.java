package io.github.whittle.jvm;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that Maven made of a project, as Java reads it on a class path. */
final class ProjectJar {
  private ProjectJar() {}

  /**
   * Spring Boot puts a jar of its own form in the place of Maven's and keeps that beside it, where
   * it stays when Spring Boot is gone.
   *
   * @throws InvalidInputException if it is not packed yet
   */
  static Archive read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "<containerizingMode>packaged: the jar '%s' is not there; package first, for example with mvn package"
              .formatted(file));
    }
    var jar = Archive.read(file);
    var original = file.resolveSibling(file.getFileName() + ".original");
    return Files.exists(original) && jar.attribute("Spring-Boot-Version").isPresent()
        ? Archive.read(original)
        : jar;
  }
}
