package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs containers on this machine, and takes images from files. */
public sealed interface ContainerEngine permits LoadCommand, EngineSocket {
  /** As the user would name it. */
  String name();

  /**
   * Hands it an image.
   *
   * @throws IOException if it refuses; the message has its last words
   */
  void load(Path tar, Progress progress) throws IOException;

  /**
   * The one that is named, else the command docker, else podman, else the first socket at which
   * either may listen.
   *
   * @param named a program's name or path, or {@code unix://} and the path of a socket
   * @param environment of the process
   * @throws InvalidInputException if there is none
   */
  static ContainerEngine find(Optional<String> named, Map<String, String> environment) {
    if (named.isPresent()) {
      return named(named.get(), environment);
    }
    return LoadCommand.find(LoadCommand.KNOWN, environment)
        .map(ContainerEngine.class::cast)
        .or(() -> EngineSocket.find(environment))
        .orElseThrow(
            () ->
                missing(
                    "docker or podman is not installed here, and no engine listens at %s"
                        .formatted(EngineSocket.candidates(environment))));
  }

  private static ContainerEngine named(String name, Map<String, String> environment) {
    if (EngineSocket.isSocket(name)) {
      throw new InvalidInputException(
          "'%s' is a socket and no program; write -Dwhittle.load.command=unix://%s"
              .formatted(name, Path.of(name).toAbsolutePath()));
    }
    return EngineSocket.parse(name)
        .map(ContainerEngine.class::cast)
        .or(() -> LoadCommand.find(List.of(name), environment))
        .orElseThrow(() -> missing("%s is not installed here".formatted(name)));
  }

  private static InvalidInputException missing(String what) {
    return new InvalidInputException(
        "%s; name a program or unix:///path/of/a.sock by -Dwhittle.load.command, or write <tar>true</tar> and take image.tar where it is"
            .formatted(what));
  }
}
