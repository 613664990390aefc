package io.github.whittle.user;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders in which a user's programs are found by their names.
 *
 * @param text with the system's separator between
 */
public record ProgramPath(String text) {
  /**
   * @param environment of the process, for its {@code PATH}
   */
  public static ProgramPath of(Map<String, String> environment) {
    return new ProgramPath(environment.getOrDefault("PATH", ""));
  }

  /** The first program of that name, as Windows calls it too. */
  public Optional<Path> find(String name) {
    return Stream.of(text.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of("", ".exe").map(end -> folder + File.separator + name + end))
        .flatMap(file -> program(file).stream())
        .findFirst();
  }

  /** The program at a path; nothing where there is none. */
  public static Optional<Path> program(String path) {
    try {
      return Optional.of(Path.of(path).toAbsolutePath())
          .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
