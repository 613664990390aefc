package io.github.whittle.credentials;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.Progress;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The helpers that cloud providers have for their own registries, where one is installed. */
final class WellKnownHelpers implements CredentialsSource {
  private static final Map<Pattern, List<String>> HELPERS =
      Map.of(
          Pattern.compile("(.*\\.)?gcr\\.io|.*\\.pkg\\.dev"), List.of("gcr", "gcloud"),
          Pattern.compile(".*\\.amazonaws\\.com(\\.cn)?|public\\.ecr\\.aws"), List.of("ecr-login"),
          Pattern.compile(".*\\.azurecr\\.io"), List.of("acr-env"));

  private final Map<String, String> environment;
  private final Duration limit;
  private final Progress progress;

  /**
   * @param environment of the process, for its {@code PATH}
   * @param limit of a helper's time
   */
  WellKnownHelpers(Map<String, String> environment, Duration limit, Progress progress) {
    this.environment = environment;
    this.limit = limit;
    this.progress = progress;
  }

  @Override
  public Optional<Credentials> find(ImageReference image) {
    return HELPERS.entrySet().stream()
        .filter(e -> e.getKey().matcher(image.registry()).matches())
        .flatMap(e -> e.getValue().stream())
        .flatMap(this::installed)
        .map(program -> new CredentialHelper(program, limit, progress).find(image))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Stream<String> installed(String name) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of("", ".exe").flatMap(end -> program(folder, name + end)))
        .limit(1);
  }

  private static Stream<String> program(String folder, String name) {
    try {
      var file = Path.of(folder).toAbsolutePath().resolve("docker-credential-" + name);
      return Files.isExecutable(file) ? Stream.of(file.toString()) : Stream.empty();
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }
}
