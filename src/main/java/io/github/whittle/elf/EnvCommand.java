package io.github.whittle.elf;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a script has {@code /usr/bin/env} look for on PATH.
 *
 * @see <a href="https://www.gnu.org/software/coreutils/manual/html_node/env-invocation.html">env,
 *     -S</a>
 */
final class EnvCommand {
  private EnvCommand() {}

  /** Nothing where the interpreter is not env, or starts nothing. */
  static Optional<String> of(FileFormat.Script script) {
    if (!script.interpreter().endsWith("/env")) {
      return Optional.empty();
    }
    return script.argument().flatMap(EnvCommand::command);
  }

  private static Optional<String> command(String argument) {
    var split = argument.replaceFirst("^(-[iv0]*S|--split-string=?)", "");
    if (split.equals(argument)) {
      // The kernel hands over one argument: "python3 -u" is a name with a space in it.
      return Optional.of(argument).filter(EnvCommand::isName);
    }
    return Arrays.stream(split.strip().split("\\s+")).filter(EnvCommand::isName).findFirst();
  }

  private static boolean isName(String word) {
    return !word.isEmpty() && !word.startsWith("-") && !word.contains("=");
  }
}
