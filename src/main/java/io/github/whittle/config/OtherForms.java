package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.regex.Pattern;

/**
 * How other tools name images that are in no registry: {@code docker://}, and skopeo's transports.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.24.0/docs/containers-transports.5.md">containers-transports</a>
 */
final class OtherForms {
  private static final Pattern SKOPEO =
      Pattern.compile(
          "(oci|oci-archive|docker-archive|dir|docker-daemon|containers-storage):(?!//)(.*)",
          Pattern.DOTALL);

  private OtherForms() {}

  /**
   * @throws InvalidInputException if {@code text} is of such a form, with what to write instead
   */
  static void refuse(String text) {
    if (text.startsWith("docker://")) {
      throw daemon(text, "docker save");
    }
    var match = SKOPEO.matcher(text);
    if (match.matches()) {
      throw skopeo(text, match.group(1), match.group(2));
    }
  }

  private static InvalidInputException skopeo(String text, String transport, String path) {
    return switch (transport) {
      case "docker-daemon" -> daemon(text, "docker save");
      case "containers-storage" -> daemon(text, "podman save");
      case "oci" -> instead(text, "oci://" + path);
      case "dir" ->
          new InvalidInputException(
              "'%s' is a form of skopeo's own; write the image as a layout with skopeo copy %s oci:folder, and name that as oci://folder"
                  .formatted(text, text));
      default -> instead(text, "tar://" + path);
    };
  }

  private static InvalidInputException daemon(String text, String save) {
    return new InvalidInputException(
        "'%s' is in a %s, which differs from machine to machine; push the image to a registry and name it there, or write it to a file with %s and name that as tar://file"
            .formatted(
                text, save.startsWith("docker") ? "Docker daemon" : "store of podman", save));
  }

  private static InvalidInputException instead(String text, String other) {
    var name = text.indexOf('/') < 0 ? ", or registry://%s for an image of Docker Hub" : "";
    return new InvalidInputException(
        ("'%s' is how skopeo names what is on a disk; write '%s'" + name)
            .formatted(text, other, text));
  }
}
