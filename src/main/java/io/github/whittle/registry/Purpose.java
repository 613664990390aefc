package io.github.whittle.registry;

/** What is wanted of a registry: it gives tokens for that and no more, and its refusals mean it. */
enum Purpose {
  PULL(
      "The credentials do not allow to pull from here",
      "Check the name; if only a part of the image is missing, push the image there again",
      "It may be no registry at all",
      "If it always does at the same blob, a proxy may limit the time of downloads"),
  PUSH(
      "The credentials do not allow to push here, or the repository must be created first",
      "Check the name; some registries want a repository to be created first",
      "It takes no pushes: it may be a mirror, or no registry at all",
      "If it always does at the same blob, a proxy may limit the size of requests");

  private final String forbidden;
  private final String missing;
  private final String notAllowed;
  private final String brokenOff;

  Purpose(String forbidden, String missing, String notAllowed, String brokenOff) {
    this.forbidden = forbidden;
    this.missing = missing;
    this.notAllowed = notAllowed;
    this.brokenOff = brokenOff;
  }

  /** The cure where good credentials do not help. */
  String forbidden() {
    return forbidden;
  }

  /** The cure for a name that is not there. */
  String missing() {
    return missing;
  }

  /** The cure for a method that is not allowed. */
  String notAllowed() {
    return notAllowed;
  }

  /** The cure for connections that break off. */
  String brokenOff() {
    return brokenOff;
  }
}
