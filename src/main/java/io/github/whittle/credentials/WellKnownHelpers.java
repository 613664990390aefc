package io.github.whittle.credentials;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.ProgramPath;
import io.github.whittle.user.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The helpers that cloud providers have for their own registries, where one is installed. */
final class WellKnownHelpers implements CredentialsSource {
  private static final Map<Pattern, List<String>> HELPERS =
      Map.of(
          Pattern.compile("(.*\\.)?gcr\\.io|.*\\.pkg\\.dev"), List.of("gcr", "gcloud"),
          Pattern.compile(".*\\.amazonaws\\.com(\\.cn)?|public\\.ecr\\.aws"), List.of("ecr-login"),
          Pattern.compile(".*\\.azurecr\\.io"), List.of("acr-env"));

  private final ProgramPath path;
  private final Duration limit;
  private final Progress progress;

  /**
   * @param environment of the process, for its {@code PATH}
   * @param limit of a helper's time
   */
  WellKnownHelpers(Map<String, String> environment, Duration limit, Progress progress) {
    this.path = ProgramPath.of(environment);
    this.limit = limit;
    this.progress = progress;
  }

  @Override
  public Optional<Credentials> find(ImageReference image) {
    return HELPERS.entrySet().stream()
        .filter(e -> e.getKey().matcher(image.registry()).matches())
        .flatMap(e -> e.getValue().stream())
        .flatMap(name -> path.find("docker-credential-" + name).stream())
        .map(program -> new CredentialHelper(program.toString(), limit, progress).find(image))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
