package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;

/**
 * One file of a Maven repository: {@code groupId:artifactId[:extension[:classifier]]:version}.
 *
 * @param extension {@code jar} if not given
 * @param classifier empty if not given
 */
public record Coordinates(
    String groupId, String artifactId, String extension, String classifier, String version) {
  public static Coordinates parse(String text) {
    var parts = text.split(":", -1);
    if (parts.length < 3 || parts.length > 5 || !text.matches("[\\w.:+-]+")) {
      throw refused(text);
    }
    for (var part : parts) {
      if (part.isEmpty()) {
        throw refused(text);
      }
    }
    return new Coordinates(
        parts[0],
        parts[1],
        parts.length > 3 ? parts[2] : "jar",
        parts.length > 4 ? parts[3] : "",
        parts[parts.length - 1]);
  }

  private static InvalidInputException refused(String text) {
    return new InvalidInputException(
        "'%s' are not coordinates; write groupId:artifactId[:extension[:classifier]]:version, for example com.google.protobuf:protoc:exe:{classifier}:4.31.1"
            .formatted(text));
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return "%s:%s:%s%s:%s"
        .formatted(
            groupId, artifactId, extension, classifier.isEmpty() ? "" : ":" + classifier, version);
  }
}
