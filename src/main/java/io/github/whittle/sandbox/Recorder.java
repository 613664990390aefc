package io.github.whittle.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * strace, in front of a command, or nothing.
 *
 * @param strace where it is
 * @param file that it writes
 */
record Recorder(Optional<String> strace, Path file) {
  static Recorder none() {
    return new Recorder(Optional.empty(), Path.of(""));
  }

  static Recorder strace(String strace, Path file) {
    return new Recorder(Optional.of(strace), file);
  }

  boolean isThere() {
    return strace.isPresent();
  }

  /** The words before a command that is to be recorded. */
  List<String> prefix() {
    return strace
        .map(
            program ->
                List.of(
                    program,
                    "--follow-forks",
                    "--decode-fds=path",
                    "--quiet=attach,exit",
                    "--signal=none",
                    "--trace=%file,%process,fchdir",
                    "--output=" + file,
                    "--"))
        .orElse(List.of());
  }
}
