package io.github.whittle.image;

import io.github.whittle.user.InvalidInputException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names an image in a registry: {@code [host[:port]/]repository[:tag][@digest]}.
 *
 * <p>A name without a host is one of Docker Hub, as Docker and Jib read it; a name with neither tag
 * nor digest means {@code latest} (see {@link #tagOrLatest()}).
 *
 * @param registry {@code host[:port]}, lowercase as written by the user
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md">OCI
 *     distribution, pulling manifests</a>
 */
public record ImageReference(
    String registry, String repository, Optional<String> tag, Optional<Digest> digest) {
  public static final String DOCKER_HUB = "registry-1.docker.io";

  private static final String FORM =
      "write it as host[:port]/repository[:tag], for example registry.example.com/team/app:1.0";
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
              + "|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*");

  /** The most characters that a tag may have. */
  public static final int MAX_TAG = 128;

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  public ImageReference {
    check(write(registry, repository, tag, digest), registry, repository);
    tag.ifPresent(ImageReference::checkTag);
  }

  private static void check(String text, String registry, String repository) {
    var host = HOST.matcher(registry);
    if (!host.matches()) {
      throw refused(text, "'%s' is not a host".formatted(registry));
    }
    int port = host.group(1) == null ? 1 : Integer.parseInt(host.group(1));
    if (port < 1 || port > 65535) {
      throw refused(text, "%s is not a port, they go from 1 to 65535".formatted(port));
    }
    if (registry.length() + repository.length() > 254) {
      throw refused(text, "it is longer than 255 characters");
    }
    if (!repository.equals(repository.toLowerCase(Locale.ROOT))) {
      throw refused(text, "the repository '%s' has capitals".formatted(repository));
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw refused(text, "'%s' is not a repository".formatted(repository));
    }
  }

  /** Reads a reference as users write it; a message names the part that is wrong. */
  public static ImageReference parse(String text) {
    checkForm(text);
    var rest = text;
    Optional<Digest> digest = Optional.empty();
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Optional.of(Digest.parse(rest.substring(at + 1)));
      rest = rest.substring(0, at);
    }
    int slash = rest.indexOf('/');
    var host = slash < 0 ? "" : rest.substring(0, slash);
    boolean named = host.matches(".*[.:\\[].*") || host.equals("localhost");
    if (named) {
      rest = rest.substring(slash + 1);
    }
    Optional<String> tag = Optional.empty();
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      tag = Optional.of(rest.substring(colon + 1));
      rest = rest.substring(0, colon);
    }
    if (rest.isEmpty()) {
      throw refused(text, "it has no repository");
    }
    var registry = named ? host : DOCKER_HUB;
    if (registry.equals("docker.io") || registry.equals("index.docker.io")) {
      registry = DOCKER_HUB;
    }
    check(text, registry, rest);
    boolean official = registry.equals(DOCKER_HUB) && rest.indexOf('/') < 0;
    return new ImageReference(registry, official ? "library/" + rest : rest, tag, digest);
  }

  /** What people write that is near to a reference, and what they mean. */
  private static void checkForm(String text) {
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      throw refused(text, "leave out '%s'".formatted(text.substring(0, scheme + 3)));
    }
    if (text.matches("[^/]*:[^/]*@.*/.*")) {
      throw new InvalidInputException(
          "an image reference has no user and password in it; log in with docker login, or write <auth>");
    }
    if (text.endsWith("@")) {
      throw new InvalidInputException(
          "'%s' ends with '@' and no digest; write sha256:… after it, or leave out the '@'"
              .formatted(text));
    }
    if (text.endsWith(":")) {
      throw refused(text, "it ends with ':' and no tag; leave out the ':'");
    }
  }

  /** Answers with {@code tag} if a registry takes it. */
  public static String checkTag(String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw new InvalidInputException(
          "'%s' is not a tag: %s"
              .formatted(
                  tag,
                  tag.indexOf('+') >= 0
                      ? "registries refuse '+'; write '%s'".formatted(tag.replace('+', '-'))
                      : "write at most 128 letters, digits, '_', '.' and '-', the first a letter,"
                          + " digit or '_'"));
    }
    return tag;
  }

  public ImageReference withTag(String other) {
    return new ImageReference(registry, repository, Optional.of(other), Optional.empty());
  }

  /** The repository alone, with neither tag nor digest. */
  public ImageReference withoutTag() {
    return new ImageReference(registry, repository, Optional.empty(), Optional.empty());
  }

  /** The own tag first, then {@code more}, each once. */
  public List<String> tagsWith(Collection<String> more) {
    return Stream.concat(Stream.of(tagOrLatest()), more.stream()).distinct().toList();
  }

  public String tagOrLatest() {
    return tag.orElse("latest");
  }

  private static InvalidInputException refused(String text, String reason) {
    return new InvalidInputException(
        "'%s' is not an image reference: %s; %s".formatted(text, reason, FORM));
  }

  private static String write(
      String registry, String repository, Optional<String> tag, Optional<Digest> digest) {
    return registry
        + "/"
        + repository
        + tag.map(":"::concat).orElse("")
        + digest.map(d -> "@" + d).orElse("");
  }

  /** The full form, with the host; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return write(registry.equals(DOCKER_HUB) ? "docker.io" : registry, repository, tag, digest);
  }
}
