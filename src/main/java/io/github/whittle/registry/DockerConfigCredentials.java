package io.github.whittle.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.registry.credentials.DockerConfigCredentialRetriever;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code docker login} left in Docker's configuration: its credential helpers, its store, and
 * its plain entries.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/login/#credential-stores">Docker,
 *     credential stores</a>
 */
public final class DockerConfigCredentials implements CredentialsSource {
  private final Path file;
  private final Progress progress;

  public DockerConfigCredentials(Path file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /**
   * Docker's configuration where Docker looks for it.
   *
   * @param environment of the process; {@code DOCKER_CONFIG} names the folder
   * @param home the user's, for {@code .docker} where the environment names none
   */
  public static DockerConfigCredentials from(
      Map<String, String> environment, Path home, Progress progress) {
    var folder = environment.getOrDefault("DOCKER_CONFIG", "");
    return new DockerConfigCredentials(
        (folder.isBlank() ? home.resolve(".docker") : Path.of(folder)).resolve("config.json"),
        progress);
  }

  @Override
  public Optional<Credentials> find(String registry) {
    try {
      var found =
          DockerConfigCredentialRetriever.create(registry, file)
              .retrieve(event -> tell(event, registry));
      progress.debug(
          "%s credentials for %s in '%s'"
              .formatted(found.isPresent() ? "found" : "no", registry, file));
      return found.map(c -> new Credentials(c.getUsername(), c.getPassword()));
    } catch (JsonProcessingException e) {
      // Neither its message nor itself as a cause: it quotes the file.
      throw new InvalidInputException(
          "'%s' is not a Docker configuration: the JSON is wrong near line %d"
              .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    } catch (IOException e) {
      throw new InvalidInputException("'%s' cannot be read: %s".formatted(file, e), e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidInputException(
          "the 'auth' of %s in '%s' is not user:password in base64; log in again with"
                  .formatted(registry, file)
              + " docker login "
              + registry);
    }
  }

  /** Jib's warnings quote what a credential helper printed, which may be the secret. */
  private void tell(LogEvent event, String registry) {
    boolean quotes = event.getLevel() != LogEvent.Level.INFO;
    progress.debug(
        quotes
            ? "a credential helper named in '%s' has nothing for %s, or cannot be run"
                .formatted(file, registry)
            : event.getMessage());
  }
}
