package io.github.whittle.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code <verify>}: how the finished image is run, and what it must do.
 *
 * @param command instead of the image's entrypoint and arguments
 * @param exitCode that the program must end with, if it is not waited for at a port
 * @param output that must be found in what the program writes
 * @param port that the program must open; it has the network of this machine then
 * @param http a path that is asked for at the port
 * @param timeout how long the program may take, or its port
 * @param rebuild whether the project is built once more, elsewhere and otherwise, and must give the
 *     same digest
 */
public record VerifyRun(
    Optional<Entrypoint> command,
    @Default("0") Integer exitCode,
    Optional<Pattern> output,
    Optional<Integer> port,
    Optional<String> http,
    @Default("1 min") TimeSpan timeout,
    @Default("false") boolean rebuild) {
  public VerifyRun {
    Ports.check(port, http);
  }
}
