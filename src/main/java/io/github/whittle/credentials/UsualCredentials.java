package io.github.whittle.credentials;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places where other tools leave credentials, in the order in which they are asked: podman's
 * files, Docker's, the helpers of cloud providers, and last our own variables.
 *
 * @param environment of the process
 * @param homes the user's, the first first
 * @param limit of a credential helper's time
 */
public record UsualCredentials(
    Map<String, String> environment, List<Path> homes, Duration limit, Progress progress) {

  /** One source that asks them all; what is wrong with a place matters when it is asked. */
  public CredentialsSource source() {
    return image -> CredentialsSource.firstOf(sources()).find(image);
  }

  private List<CredentialsSource> sources() {
    var sources = new ArrayList<CredentialsSource>();
    named().ifPresent(file -> sources.add(file(file)));
    files().stream().map(this::file).forEach(sources::add);
    sources.add(
        new WellKnownHelpers(environment, limit, progress)
            .told("the helper of the cloud provider", progress));
    sources.add(
        new EnvironmentCredentials(environment)
            .told("the environment, WHITTLE_REGISTRY_USERNAME_… and …_PASSWORD_…", progress));
    return sources;
  }

  private CredentialsSource file(Path file) {
    return new AuthFile(file, limit, progress).told("'%s'".formatted(file), progress);
  }

  /** A file that is named must be there. */
  private Optional<Path> named() {
    var file = folder("REGISTRY_AUTH_FILE");
    if (file.isPresent() && !Files.exists(file.get())) {
      throw refused(file.get(), "which does not exist; correct it, or unset it");
    }
    if (file.isPresent() && Files.isDirectory(file.get())) {
      throw refused(file.get(), "which is a folder; name the file in it, or unset it");
    }
    return file;
  }

  private static InvalidInputException refused(Path file, String reason) {
    return new InvalidInputException("REGISTRY_AUTH_FILE is '%s', %s".formatted(file, reason));
  }

  private List<Path> files() {
    var files = new ArrayList<Path>();
    folder("XDG_RUNTIME_DIR")
        .ifPresent(folder -> files.add(folder.resolve("containers/auth.json")));
    var config = folder("XDG_CONFIG_HOME");
    homes.stream()
        .map(home -> config.orElse(home.resolve(".config")).resolve("containers/auth.json"))
        .forEach(files::add);
    folder("DOCKER_CONFIG").ifPresent(folder -> files.add(folder.resolve("config.json")));
    homes.forEach(home -> files.add(home.resolve(".docker/config.json")));
    return files.stream().distinct().toList();
  }

  private Optional<Path> folder(String variable) {
    var value = environment.getOrDefault(variable, "");
    try {
      return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "%s is '%s', which is not a path; correct it".formatted(variable, value), e);
    }
  }
}
