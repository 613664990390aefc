package io.github.whittle.registry;

import java.io.IOException;

/** It answers that all is well, but not as a registry does: a proxy, or a login page. */
final class NoRegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  NoRegistryException(int status) {
    super("answered %s, as no registry does".formatted(status));
  }
}
