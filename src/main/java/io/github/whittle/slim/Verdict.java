package io.github.whittle.slim;

/**
 * What becomes of a path, and why.
 *
 * @param reason for people; goes on after the path
 */
record Verdict(boolean stays, String reason) {
  static Verdict kept(String reason) {
    return new Verdict(true, reason);
  }

  static Verdict removed(String reason) {
    return new Verdict(false, reason);
  }
}
