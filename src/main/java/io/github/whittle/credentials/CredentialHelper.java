package io.github.whittle.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Json;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that knows credentials, asked as Docker asks it.
 *
 * <p>Nothing of what it prints is ever repeated: it may be the secret, also on the error stream.
 * One that fails counts as one that has nothing, with a warning.
 *
 * @see <a href="https://github.com/docker/docker-credential-helpers#development">Docker credential
 *     helpers</a>
 */
public final class CredentialHelper implements CredentialsSource {
  /** Some ask the user. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String NOTHING = "credentials not found";
  private static final int ANSWER_LIMIT = 1 << 20;
  private static final int BUFFER = 1 << 13;
  private static final long REST_MILLIS = 1000;

  private final String program;
  private final Map<String, String> environment;
  private final Duration limit;
  private final Progress progress;

  /**
   * @param name what follows {@code docker-credential-} in the program's name, or its path
   */
  CredentialHelper(String name, Duration limit, Progress progress) {
    this(name, Map.of(), limit, progress);
  }

  /**
   * @param name what follows {@code docker-credential-} in the program's name, or its path
   * @param environment beside that of this process
   * @param limit after which it is ended
   */
  public CredentialHelper(
      String name, Map<String, String> environment, Duration limit, Progress progress) {
    boolean path = name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0;
    this.program = path ? name : "docker-credential-" + name;
    this.environment = Map.copyOf(environment);
    this.limit = limit;
    this.progress = progress;
  }

  /** The program as it is called. */
  public String program() {
    return program;
  }

  @Override
  public Optional<Credentials> find(ImageReference image) {
    var asked = RegistryNames.forHelpers(image);
    try {
      return ask(asked);
    } catch (Failed e) {
      progress.warn(
          "the credential helper %s %s; to see why: echo %s | %s get"
              .formatted(program, e.getMessage(), asked, program));
      return Optional.empty();
    }
  }

  private Optional<Credentials> ask(String registry) throws Failed {
    var process = start();
    try {
      return answer(process, registry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Its error stream goes nowhere: nobody may read it, and it must not fill up. */
  private Process start() throws Failed {
    var builder = new ProcessBuilder(program, "get").redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Failed("cannot be run");
    }
  }

  private Optional<Credentials> answer(Process process, String registry)
      throws Failed, InterruptedException {
    var out = new ByteArrayOutputStream();
    daemon(() -> write(process, registry));
    var reader = daemon(() -> read(process, out));
    if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new Failed("did not answer within %s s".formatted(Math.max(1, limit.toSeconds())));
    }
    // A child of it may hold the stream open, but its own words are in it already.
    reader.join(REST_MILLIS);
    var text = out.toString(StandardCharsets.UTF_8);
    if (process.exitValue() == 0) {
      return credentials(text);
    }
    if (text.contains(NOTHING)) {
      return Optional.empty();
    }
    throw new Failed("fails with exit code " + process.exitValue());
  }

  private static Optional<Credentials> credentials(String text) throws Failed {
    try {
      var json = Json.read(text.getBytes(StandardCharsets.UTF_8), "the answer");
      if (isNothing(json)) {
        return Optional.empty();
      }
      return Optional.of(new Credentials(field("Username", json), field("Secret", json)));
    } catch (InvalidInputException e) {
      throw new Failed("gives an answer that is not JSON");
    }
  }

  /** Some say so instead of failing. */
  private static boolean isNothing(JsonNode json) {
    return json.path("Username").asText("-").isEmpty() && json.path("Secret").asText("-").isEmpty();
  }

  private static String field(String name, JsonNode json) throws Failed {
    var text = json.path(name).asText();
    if (text.isEmpty()) {
      throw new Failed("gives an answer without \"%s\"".formatted(name));
    }
    return text;
  }

  private static void write(Process process, String registry) {
    try (var in = process.getOutputStream()) {
      in.write(registry.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return; // It did not want to read; its answer decides.
    }
  }

  /** The stream that is written to may be read meanwhile. */
  private static void read(Process process, ByteArrayOutputStream out) {
    try (var in = process.getInputStream()) {
      var buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0 && out.size() < ANSWER_LIMIT; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      return; // What came before decides.
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "whittle-credentials");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Why there is no answer; goes on after the program's name. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }
}
