package io.github.whittle.credentials;

import io.github.whittle.image.ImageReference;
import java.util.List;
import java.util.stream.Stream;

/** The names under which credentials for one registry are written. */
public final class RegistryNames {
  private static final String HUB_LOGIN = "https://index.docker.io/v1/";
  private static final List<String> HUB =
      List.of("docker.io", "index.docker.io", ImageReference.DOCKER_HUB, "registry.hub.docker.com");

  private RegistryNames() {}

  /** {@code host[:port]}; for Docker Hub each name that it goes by. */
  public static List<String> of(ImageReference image) {
    return isHub(image) ? HUB : List.of(image.registry());
  }

  /** The same, and then without the port. */
  static List<String> withAndWithoutPort(ImageReference image) {
    return Stream.concat(
            of(image).stream(), Stream.of(image.registry().replaceFirst(":[0-9]+$", "")))
        .distinct()
        .toList();
  }

  /** The ids of servers in settings.xml; Jib's users have the name that Docker writes. */
  public static List<String> forServers(ImageReference image) {
    return Stream.concat(
            withAndWithoutPort(image).stream(), isHub(image) ? Stream.of(HUB_LOGIN) : Stream.of())
        .toList();
  }

  /** What {@code docker login} hands to credential helpers. */
  static String forHelpers(ImageReference image) {
    return isHub(image) ? HUB_LOGIN : image.registry();
  }

  /**
   * The command that leaves credentials where we find them.
   *
   * @param registry {@code host[:port]}
   */
  public static String loginCommand(String registry) {
    return registry.equals(ImageReference.DOCKER_HUB) ? "docker login" : "docker login " + registry;
  }

  private static boolean isHub(ImageReference image) {
    return HUB.contains(image.registry());
  }
}
