package io.github.whittle.config;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where properties come from, each with its full name: ours, and those of user and project that
 * only Jib's plugin reads.
 *
 * @param user of the command line and of {@code .mvn/maven.config}: before the pom's configuration
 * @param project of the poms' {@code <properties>}: after it
 * @param places where the project's properties are written, as far as Maven tells
 * @param system of the JVM: last
 */
public record Settings(
    Map<String, String> user,
    Map<String, String> project,
    Map<String, Place> places,
    Map<String, String> system) {
  static final Settings NONE = new Settings(Map.of(), Map.of(), Map.of(), Map.of());

  public Settings {
    user = Map.copyOf(user);
    project = Map.copyOf(project);
    places = Map.copyOf(places);
    system = Map.copyOf(system);
  }

  Settings onlyUser() {
    return new Settings(user, Map.of(), Map.of(), Map.of());
  }

  /** What comes before the configuration. */
  Optional<Given> before(String path) {
    var name = Names.PREFIX + path;
    return Optional.ofNullable(user.get(name))
        .map(text -> Given.property(Where.property(name), text, false));
  }

  /** What comes after the configuration. */
  Optional<Given> after(String path) {
    var name = Names.PREFIX + path;
    return Optional.ofNullable(project.get(name))
        .map(text -> Given.property(projectWhere(name), text, true))
        .or(
            () ->
                Optional.ofNullable(system.get(name))
                    .map(text -> Given.property(Where.property(name), text, false)));
  }

  /** Whether anything sets the property of that full name. */
  boolean has(String name) {
    return Stream.of(user, project, system).anyMatch(source -> source.containsKey(name));
  }

  Where projectWhere(String name) {
    var what = "<%s> in <properties>".formatted(name);
    var place = places.get(name);
    return place == null ? new Where("", 0, what) : new Where(place.file(), place.line(), what);
  }
}
