package io.github.whittle.registry;

import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;

/** Points tags at manifests whose contents are there. */
public record TagPush(RegistryTransport transport, Progress progress) {
  /** A tag that is right already stays: some registries refuse to write a tag twice. */
  public void push(String tag, Manifest manifest) throws RegistryException {
    if (isTagged(tag, manifest.digest())) {
      progress.debug("tag %s is %s already".formatted(tag, manifest.digest()));
    } else {
      transport.tag(tag, manifest);
    }
  }

  /** Whoever may push need not be allowed to pull: then the tag is written without a look. */
  private boolean isTagged(String tag, Digest digest) throws RegistryException {
    try {
      return transport.tagged(tag).filter(found -> found.digest().equals(digest)).isPresent();
    } catch (RegistryException e) {
      if (!e.denied()) {
        throw e;
      }
      progress.debug("cannot look at the tag %s: %s".formatted(tag, e.getMessage()));
      return false;
    }
  }
}
