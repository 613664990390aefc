package io.github.whittle.sandbox;

import io.github.whittle.user.InvalidInputException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. */
final class HostTools {
  /** Where programs for administrators lie, which is on few people's PATH. */
  private static final String USUAL =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private HostTools() {}

  static Optional<String> find(String name) {
    return Stream.of(System.getenv("PATH"), USUAL)
        .filter(path -> path != null)
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** The program, which is of every Linux system that is not cut down. */
  static String named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "the program '%s' is not on this machine; running an image needs it"
                        .formatted(name)));
  }
}
