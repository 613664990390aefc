package io.github.whittle.registry;

import com.google.cloud.tools.jib.http.Response;
import java.util.OptionalLong;

/** What a registry says of a blob that it has, before Jib reads it: Jib insists on a length. */
final class FoundBlob extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long size;
  private final boolean page;

  private FoundBlob(long size, boolean page) {
    super("the answer to a question for a blob", null, false, false);
    this.size = size;
    this.page = page;
  }

  static FoundBlob from(Response response) {
    return new FoundBlob(
        response.getHeader("Content-Length").stream()
            .filter(length -> length.matches("[0-9]{1,18}"))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(-1),
        response.getHeader("Content-Type").stream().anyMatch(type -> type.startsWith("text/html")));
  }

  /** Whether it is a page for people, such as that of a login. */
  boolean page() {
    return page;
  }

  /** In bytes; empty if the registry does not say. */
  OptionalLong size() {
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }
}
