package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;

/**
 * Who says what an image runs, and as whom: for messages.
 *
 * @param entrypoint the tag, or the base
 * @param user the tag, or the base
 */
record Says(String entrypoint, String user) {
  /**
   * @param ownEntrypoint whether the user or the contents say it, else the base
   * @param ownUser whether the user says it, else the base
   */
  static Says of(boolean ownEntrypoint, boolean ownUser) {
    return new Says(
        ownEntrypoint ? "<container><entrypoint>" : "the entrypoint of the base",
        ownUser ? "<container><user>" : "the user of the base");
  }

  /** A part of an image, read; what is wrong with it begins with who says it. */
  @FunctionalInterface
  interface Reading<T, E extends Exception> {
    T read() throws E;
  }

  static <T, E extends Exception> T reading(String who, Reading<T, E> part) throws E {
    try {
      return part.read();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(who + ": " + e.getMessage(), e);
    }
  }
}
