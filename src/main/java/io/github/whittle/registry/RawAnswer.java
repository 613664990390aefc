package io.github.whittle.registry;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries a manifest's bytes past Jib, which parses manifests and fails on fields that it does not
 * know (github.com/GoogleContainerTools/jib/issues/4340).
 */
final class RawAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;.*rel=\"?next\"?");

  private final transient byte[] bytes;
  private final String mediaType;
  private final transient List<String> links;

  /**
   * @param mediaType as the header names it, empty if there is none
   * @param links the headers that say where there is more
   */
  RawAnswer(byte[] bytes, String mediaType, List<String> links) {
    super("the answer to a request for a manifest", null, false, false);
    this.bytes = bytes;
    this.mediaType = mediaType;
    this.links = links;
  }

  String mediaType() {
    return mediaType;
  }

  /** Where the next page of a list is. */
  Optional<String> next() {
    return links.stream().map(NEXT::matcher).filter(Matcher::find).map(m -> m.group(1)).findFirst();
  }

  byte[] bytes() {
    return bytes;
  }
}
