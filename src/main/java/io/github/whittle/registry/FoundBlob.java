package io.github.whittle.registry;

import com.google.cloud.tools.jib.http.Response;
import java.util.OptionalLong;

/** What a registry says of a blob that it has, before Jib reads it: Jib insists on a length. */
final class FoundBlob extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long size;

  private FoundBlob(long size) {
    super("the answer to a question for a blob", null, false, false);
    this.size = size;
  }

  static FoundBlob from(Response response) {
    return new FoundBlob(
        response.getHeader("Content-Length").stream()
            .filter(length -> length.matches("[0-9]{1,18}"))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(-1));
  }

  /** In bytes; empty if the registry does not say. */
  OptionalLong size() {
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }
}
