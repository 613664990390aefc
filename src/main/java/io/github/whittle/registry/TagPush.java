package io.github.whittle.registry;

import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;
import java.util.List;

/** Points tags at manifests whose contents are there. */
public record TagPush(RegistryTransport transport, Progress progress) {
  /** Sets tags in their order; an error says which of them are set. */
  void push(List<String> tags, Manifest manifest) throws RegistryException {
    for (int done = 0; done < tags.size(); done++) {
      try {
        push(tags.get(done), manifest);
      } catch (RegistryException e) {
        throw done == 0 ? e : after(tags.subList(0, done), e);
      }
    }
  }

  private static RegistryException after(List<String> set, RegistryException e) {
    return new RegistryException(
        "%s; set before it: %s".formatted(e.getMessage(), String.join(", ", set)), e, e.kind());
  }

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
