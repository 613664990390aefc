package io.github.whittle.sandbox;

import java.io.IOException;
import java.util.Optional;

/** Waits whether a program does what it must. */
public record Trial(Sandbox sandbox, Expected expected) {
  /** Lets the program go on to its end, or to its port and then to its end; says what is wrong. */
  public Optional<String> run() throws IOException {
    var wrong = expected.port().isPresent() ? opened() : ended();
    sandbox.stop(expected.stopSignal());
    return wrong.or(this::written);
  }

  /** Waits for the port only: the program goes on. */
  public Optional<String> opened() throws IOException {
    var wrong =
        new Server(expected.port().orElseThrow(), expected.http())
            .await(sandbox::hasEnded, expected.limit());
    if (wrong.isEmpty() || !sandbox.hasEnded()) {
      return wrong;
    }
    var code = sandbox.await(expected.limit());
    return Optional.of(
        "%s; the program ended with exit code %s".formatted(wrong.get(), code.orElseThrow()));
  }

  private Optional<String> ended() throws IOException {
    var code = sandbox.await(expected.limit());
    if (code.isEmpty()) {
      return Optional.of(
          "the program did not end within %s s; is it a server? then write its <port>, or allow more <timeout>"
              .formatted(expected.limit().toSeconds()));
    }
    return code.get() == expected.exitCode()
        ? Optional.empty()
        : Optional.of(
            "the program ended with exit code %s and not %s"
                .formatted(code.get(), expected.exitCode()));
  }

  private Optional<String> written() {
    return expected
        .output()
        .filter(pattern -> !pattern.matcher(sandbox.output()).find())
        .map(pattern -> "nothing that the program wrote is as '%s'".formatted(pattern));
  }
}
