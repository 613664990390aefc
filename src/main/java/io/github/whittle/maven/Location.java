package io.github.whittle.maven;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Maven read an element; its own class for that is another one in Maven 4.
 *
 * @param file the pom's path; empty if Maven does not tell
 * @param modelId {@code groupId:artifactId:version}; empty if Maven does not tell
 */
record Location(String file, String modelId, int line, int column) {

  /**
   * @param location of Maven's model, or null
   */
  static Optional<Location> of(Object location) {
    if (location == null) {
      return Optional.empty();
    }
    var source = call(location, "getSource");
    return Optional.of(
        new Location(
            path(text(source, "getLocation")),
            text(source, "getModelId"),
            (int) call(location, "getLineNumber"),
            (int) call(location, "getColumnNumber")));
  }

  /** Maven 4 tells a URI. */
  private static String path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)).toString() : location;
  }

  private static String text(Object source, String method) {
    var value = source == null ? null : call(source, method);
    return value == null ? "" : value.toString();
  }

  private static Object call(Object target, String method) {
    try {
      return target.getClass().getMethod(method).invoke(target);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "this Maven's %s has no %s".formatted(target.getClass(), method), e);
    }
  }
}
