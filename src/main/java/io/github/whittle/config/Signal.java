package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;

/** {@code <stopSignal>}: what ends a program, by name or number. */
public record Signal(String name) {
  public Signal {
    if (!name.matches("SIG[A-Z0-9]+([+-][0-9]{1,2})?|[1-9][0-9]?")) {
      throw new InvalidInputException(
          "'%s' is not a signal; write its name or number, for example SIGTERM".formatted(name));
    }
  }

  public static Signal parse(String text) {
    return new Signal(text);
  }

  @Override
  public String toString() {
    return name;
  }
}
