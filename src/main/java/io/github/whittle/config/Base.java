package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;

/** {@code <from><image>}: the image below ours; only {@code scratch}, the empty one, until now. */
public record Base(String name) {
  private static final String SCRATCH = "scratch";

  public Base {
    if (name.startsWith("docker://")) {
      throw new InvalidInputException(
          "'%s' is in a Docker daemon, which differs from machine to machine, so Whittle reads none; push the image to a registry and name it there"
              .formatted(name));
    }
    if (!name.equals(SCRATCH)) {
      throw new InvalidInputException(
          "'%s' is a base, and this version of Whittle makes images FROM scratch only; write scratch, or remove <image>"
              .formatted(name));
    }
  }

  public static Base parse(String text) {
    return new Base(text);
  }

  public boolean isScratch() {
    return name.equals(SCRATCH);
  }

  @Override
  public String toString() {
    return name;
  }
}
