package io.github.whittle.config;

import java.util.Map;
import java.util.Optional;

/** Jib's names that are not taken, each with the reason and what to write instead. */
final class JibNames {
  private static final Map<String, String> REASONS =
      Map.of(
          "extraDirectories",
          "files get into the image by <contents>; write <contents><application/><directory> with <source>, <target> and, for <permissions>, <mode>; without <application/> a jar or war project itself is not in the image",
          "outputPaths",
          "the files have fixed names below <outputDirectory>; write that, and <tar>true</tar> for image.tar",
          "dockerClient",
          "no Docker daemon takes part; write <tar>true</tar>, and give image.tar to docker load",
          "skaffold",
          "Skaffold asks Jib's plugin alone; remove it",
          "pluginExtensions",
          "extensions change Jib's own plan of an image; write what you need into <contents> and <container>",
          "container.filesModificationTime",
          "all files get the build's one time; set the property project.build.outputTimestamp",
          "container.useCurrentTimestamp",
          "Jib replaced it; write <creationTime>USE_CURRENT_TIMESTAMP</creationTime>");

  private JibNames() {}

  /** Why {@code path}, or what it is below of, is not taken; goes on after the name. */
  static Optional<String> refusal(String path) {
    return REASONS.entrySet().stream()
        .filter(e -> path.equals(e.getKey()) || path.startsWith(e.getKey() + "."))
        .map(e -> " is Jib's and not taken here: " + e.getValue())
        .findFirst();
  }
}
