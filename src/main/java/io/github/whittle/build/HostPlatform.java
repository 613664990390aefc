package io.github.whittle.build;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.Collection;
import java.util.stream.Collectors;

/** What can be run on this machine. */
final class HostPlatform {
  private HostPlatform() {}

  /**
   * The one of {@code platforms} that this machine runs.
   *
   * @throws InvalidInputException if there is none
   */
  static Platform among(Collection<Platform> platforms) {
    var architecture = architecture();
    return platforms.stream()
        .filter(p -> p.os().equals("linux") && p.architecture().equals(architecture))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "the image is for %s, and this machine runs linux/%s; name that platform in <from><platforms> too"
                        .formatted(
                            platforms.stream()
                                .map(Platform::toString)
                                .collect(Collectors.joining(", ")),
                            architecture)));
  }

  /** In the words of OCI. */
  private static String architecture() {
    var name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}
