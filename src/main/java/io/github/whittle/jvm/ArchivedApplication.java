package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Configuration;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An application that some plugin packed, by the form in which it did. */
sealed interface ArchivedApplication permits SpringBootJar, War, QuarkusJar, PlainJar {
  /**
   * Puts its files where they are in an image.
   *
   * @return what starts it; nothing where a server of the base does, or the user says what to start
   * @throws InvalidInputException if nothing in it can be started
   */
  Optional<JavaCommand> put() throws IOException;

  /**
   * @param archive a jar or war
   * @param work for the jars in it
   * @param progress is told of what is otherwise than with {@code -jar}
   * @throws InvalidInputException if it is not there, or nothing in it can be started
   */
  static Application of(
      Path archive,
      JavaProject project,
      Configuration configuration,
      WorkFolder work,
      Progress progress,
      long time)
      throws IOException {
    var files = new ApplicationFiles(time);
    var parts =
        ArchivedParts.of(Archive.read(archive), project, configuration, work, progress, files);
    var command = of(parts).put();
    return new Application(
        files.parts(),
        files.libraries(),
        command,
        Application.Treatment.of(configuration),
        files.leftOut());
  }

  private static ArchivedApplication of(ArchivedParts parts) {
    var archive = parts.archive();
    if (archive.name().endsWith(".war")) {
      return new War(parts);
    }
    if (SpringBootJar.is(parts)) {
      return new SpringBootJar(parts);
    }
    return QuarkusJar.is(archive) ? new QuarkusJar(parts) : new PlainJar(parts);
  }
}
