package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;

/** {@code <user>}: who a program runs as, {@code user[:group]}, names or numbers. */
public record User(String name) {
  public User {
    if (!name.matches("[^:\\s]+(:[^:\\s]+)?")) {
      throw new InvalidInputException(
          "'%s' is not a user; write user[:group], for example 65532:65532".formatted(name));
    }
  }

  public static User parse(String text) {
    return new User(text);
  }

  @Override
  public String toString() {
    return name;
  }
}
