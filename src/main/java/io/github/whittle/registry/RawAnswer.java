package io.github.whittle.registry;

/**
 * Carries a manifest's bytes past Jib, which parses manifests and fails on fields that it does not
 * know (github.com/GoogleContainerTools/jib/issues/4340).
 */
final class RawAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient byte[] bytes;
  private final String mediaType;

  /**
   * @param mediaType as the header names it, empty if there is none
   */
  RawAnswer(byte[] bytes, String mediaType) {
    super("the answer to a request for a manifest", null, false, false);
    this.bytes = bytes;
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  byte[] bytes() {
    return bytes;
  }
}
