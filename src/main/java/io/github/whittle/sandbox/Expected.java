package io.github.whittle.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a program must do.
 *
 * @param exitCode that it ends with, unless a port is waited for
 * @param output that is found in what it writes
 * @param port that it opens; then it is ended
 * @param http a path that is asked for at the port
 * @param limit how long it may take to the end, or to the port
 * @param stopSignal that asks it to end
 */
public record Expected(
    int exitCode,
    Optional<Pattern> output,
    Optional<Integer> port,
    Optional<String> http,
    Duration limit,
    String stopSignal) {
  /** What asks a program to end, unless the image says something else. */
  public static final String TERM = "SIGTERM";
}
