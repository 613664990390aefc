package io.github.whittle.build;

import io.github.whittle.user.InvalidInputException;
import java.util.List;

/**
 * Who says what an image runs, and as whom: for messages.
 *
 * @param entrypoint the tag, or the base
 * @param user the tag, or the base
 * @param isOfApplication whether the entrypoint is the command of {@code <application>}
 */
record Says(String entrypoint, String user, boolean isOfApplication) {
  /**
   * @param ownEntrypoint whether the user or the contents say it, else the base
   * @param ownUser whether the user says it, else the base
   */
  static Says of(boolean ownEntrypoint, boolean ownUser, boolean isOfApplication) {
    return new Says(
        ownEntrypoint ? "<container><entrypoint>" : "the entrypoint of the base",
        ownUser ? "<container><user>" : "the user of the base",
        isOfApplication);
  }

  /** What to do where the PATH has no such program. */
  String notFound(String program, List<String> folders) {
    var path = String.join(":", folders);
    return isOfApplication
        ? "the image has no Java: '%s', which starts <application>, is in no folder of its PATH (%s); write <runtime/> below <application/> in <contents>, with <libraries> where the base has no glibc, or name a base with Java, or leave out <from>"
            .formatted(program, path)
        : "%s begins with '%s', which is in no folder of the image's PATH (%s); write the whole path in <container><entrypoint>"
            .formatted(entrypoint, program, path);
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
