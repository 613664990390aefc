package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;

/** Permission bits as {@code chmod} takes them: three or four octal digits. */
public record Mode(int bits) {
  public static Mode parse(String text) {
    if (!text.matches("[0-7]{3,4}")) {
      throw new InvalidInputException(
          "'%s' is not a mode; write three or four octal digits, for example 0755".formatted(text));
    }
    return new Mode(Integer.parseInt(text, 8));
  }

  @Override
  public String toString() {
    return "%04o".formatted(bits);
  }
}
