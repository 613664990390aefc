package io.github.whittle.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds properties that Jib's plugin reads, and ours does not: who comes from Jib would take them
 * for heeded.
 */
public final class JibProperties {
  private static final String PREFIX = "jib.";

  /** Paths that ours has too. */
  static final Set<String> SAME =
      Set.of(
          "allowInsecureRegistries",
          "containerizingMode",
          "container.appRoot",
          "container.args",
          "container.creationTime",
          "container.entrypoint",
          "container.environment",
          "container.expandClasspathDependencies",
          "container.extraClasspath",
          "container.format",
          "container.jvmFlags",
          "container.labels",
          "container.mainClass",
          "container.ports",
          "container.user",
          "container.volumes",
          "container.workingDirectory",
          "from.auth.password",
          "from.auth.username",
          "from.credHelper",
          "from.image",
          "from.platforms",
          "skip",
          "to.auth.password",
          "to.auth.username",
          "to.credHelper",
          "to.image",
          "to.tags");

  private static final Map<String, String> OTHERS =
      Map.of(
          "sendCredentialsOverHttp",
          "credentials are never sent over plain HTTP; let the registry speak TLS",
          "jib.httpTimeout",
          "every wait for a registry has its own end; remove it",
          "jib.alwaysCacheBaseImage",
          "the base is always cached; remove it",
          "jib.baseImageCache",
          "write whittle.cache",
          "jib.applicationCache",
          "only what others made is cached; write whittle.cache for that",
          "jib.useOnlyProjectCache",
          "write whittle.cache with the folder",
          "jib.containerize",
          "it chooses modules for Jib; write <skip> in those that make no image");

  private JibProperties() {}

  /** Whether a property may be one of Jib's plugin, by its name. */
  public static boolean mayBe(String name) {
    return name.startsWith(PREFIX) || OTHERS.containsKey(name);
  }

  /** Those of the command line: what is typed for this build must not be passed over. */
  static void refuse(Settings settings, Node configuration, Problems problems) {
    unread(settings.user(), configuration)
        .forEach(
            name ->
                refusal(name, "-D%s").ifPresent(text -> problems.say(Where.property(name), text)));
  }

  /** Those of poms and settings, which may be for another build of the project. */
  static List<String> warnings(Settings settings, Node configuration) {
    return unread(settings.project(), configuration)
        .flatMap(
            name -> refusal(name, "<%s>").map(text -> settings.projectWhere(name) + text).stream())
        .toList();
  }

  /** Not those that the configuration takes as values. */
  private static Stream<String> unread(Map<String, String> properties, Node configuration) {
    return properties.keySet().stream()
        .filter(JibProperties::mayBe)
        .filter(
            name -> configuration.all().noneMatch(node -> node.text().contains("${" + name + "}")))
        .sorted();
  }

  private static Optional<String> refusal(String name, String form) {
    if (OTHERS.containsKey(name)) {
      return Optional.of(" is Jib's and not taken here: " + OTHERS.get(name));
    }
    var path = name.substring(PREFIX.length());
    return SAME.contains(path)
        ? Optional.of(" is Jib's and not read here; write " + form.formatted(Names.PREFIX + path))
        : JibNames.refusal(path);
  }
}
