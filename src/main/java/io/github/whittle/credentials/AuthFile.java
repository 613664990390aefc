package io.github.whittle.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code docker login} or {@code podman login} left in a file: credential helpers, a store,
 * and plain entries, of which one of a namespace beats one of the whole registry.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/login/#credential-stores">Docker,
 *     credential stores</a>
 * @see <a
 *     href="https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md">containers-auth.json(5)</a>
 */
final class AuthFile implements CredentialsSource {
  private final Path file;
  private final Duration limit;
  private final Progress progress;

  /**
   * @param limit of a credential helper's time
   */
  AuthFile(Path file, Duration limit, Progress progress) {
    this.file = file;
    this.limit = limit;
    this.progress = progress;
  }

  @Override
  public Optional<Credentials> find(ImageReference image) {
    var json = read();
    return json.isEmpty() ? Optional.empty() : find(image, json.get());
  }

  private Optional<Credentials> find(ImageReference image, JsonNode json) {
    return helpers(image, json).stream()
        .map(helper -> new CredentialHelper(helper, limit, progress).find(image))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> entry(image, json.path("auths")));
  }

  private Optional<JsonNode> read() {
    try {
      var bytes = Files.readAllBytes(file);
      if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
        progress.debug("'%s' is empty".formatted(file));
        return Optional.empty();
      }
      return Optional.of(Json.read(bytes, "'%s'".formatted(file)));
    } catch (NoSuchFileException e) {
      progress.debug("there is no '%s'".formatted(file));
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InvalidInputException unreadable(IOException e) {
    return new InvalidInputException(
        Files.isDirectory(file)
            ? "'%s' is a folder, and should be the file that docker login or podman login writes; remove it (docker makes a folder where a file that it is to mount is missing)"
                .formatted(file)
            : "'%s' cannot be read: %s".formatted(file, e),
        e);
  }

  private static List<String> helpers(ImageReference image, JsonNode json) {
    var own =
        RegistryNames.of(image).stream().flatMap(name -> matching(name, json.path("credHelpers")));
    return Stream.concat(own, Stream.of(json.path("credsStore")))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private Optional<Credentials> entry(ImageReference image, JsonNode auths) {
    return keys(image)
        .flatMap(key -> matching(key, auths))
        .map(entry -> read(image, entry))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The narrowest first: {@code host/team/app}, {@code host/team}, {@code host}. */
  private static Stream<String> keys(ImageReference image) {
    var keys = new ArrayList<String>();
    for (var host : RegistryNames.of(image)) {
      for (var path = "/" + image.repository(); !path.isEmpty(); path = parent(path)) {
        keys.add(host + path);
      }
    }
    keys.addAll(RegistryNames.of(image));
    return keys.stream();
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** Docker writes a scheme and a version around some hosts. */
  private static Stream<JsonNode> matching(String key, JsonNode entries) {
    var exact = Stream.of(entries.path(key));
    if (key.indexOf('/') >= 0) {
      return exact;
    }
    var dressed =
        entries.properties().stream()
            .filter(e -> e.getKey().matches("(https?://.*)|([^/]*/(v[12]/?)?)"))
            .filter(e -> host(e.getKey()).equals(key))
            .map(java.util.Map.Entry::getValue);
    return Stream.concat(exact, dressed);
  }

  private static String host(String key) {
    return key.replaceFirst("^https?://", "").replaceFirst("/.*", "");
  }

  private Optional<Credentials> read(ImageReference image, JsonNode entry) {
    var token = entry.path("identitytoken").asText();
    if (!token.isEmpty()) {
      return Optional.of(Credentials.identityToken(token));
    }
    if (!entry.path("username").asText().isEmpty()) {
      return Optional.of(
          new Credentials(entry.path("username").asText(), entry.path("password").asText()));
    }
    var auth = entry.path("auth").asText();
    return auth.isEmpty() ? Optional.empty() : Optional.of(decoded(image, auth));
  }

  private Credentials decoded(ImageReference image, String auth) {
    var parts = decode(auth).split(":", 2);
    if (parts.length < 2) {
      throw new InvalidInputException(
          "the 'auth' of %s in '%s' is not user:password in base64; log in again with %s"
              .formatted(image.registry(), file, RegistryNames.loginCommand(image.registry())));
    }
    return new Credentials(parts[0], parts[1]);
  }

  /** Empty if it is no base64; Docker pads with NULs. */
  private static String decode(String auth) {
    try {
      return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8)
          .replaceFirst("\0+$", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
