package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which blobs a repository has, and has whole: registries answer 200 also for a file that their
 * storage lost half of, and keep that file when the blob is sent again.
 */
final class HeldBlobs {
  private final JibRepository repository;
  private final Set<Digest> doubtful = ConcurrentHashMap.newKeySet();

  HeldBlobs(JibRepository repository) {
    this.repository = repository;
  }

  /** Whether it is there; what has another size is not. */
  boolean has(Descriptor blob) throws RegistryException {
    var size = size(blob);
    if (size.isPresent() && size.get() != blob.size()) {
      doubtful.add(blob.digest());
    }
    return size.filter(held -> held == blob.size()).isPresent();
  }

  /** Whether what the registry says that it mounted is there; if not, it must be sent. */
  boolean isMounted(Descriptor blob) throws RegistryException {
    boolean whole = has(blob);
    if (!whole) {
      doubtful.add(blob.digest());
    }
    return whole;
  }

  /**
   * Looks at what was just brought: also who had nothing of it may keep a file that its storage has
   * from another repository. No bytes at all, right after they were taken, are a length that a
   * proxy made up for an answer without a body.
   *
   * @param sent whether its bytes went out; who knows nothing of them right after that may know
   *     them a little later
   */
  void check(Descriptor blob, boolean sent) throws RegistryException {
    var size = doubtful.contains(blob.digest()) ? size(blob) : glance(blob);
    long held = sent ? size.filter(bytes -> bytes > 0).orElse(blob.size()) : size.orElse(0L);
    if (held != blob.size()) {
      throw new RegistryException(
          "%s: the registry holds %s of %s bytes of the blob %s, though %s; have its storage checked"
              .formatted(
                  repository.name(),
                  held,
                  blob.size(),
                  blob.digest(),
                  sent ? "all were sent" : "it says that it is there"));
    }
  }

  /** Asks once: an upload that went well does not fail because the question did. */
  private Optional<Long> glance(Descriptor blob) {
    return repository.glance(attempt -> ask(blob)).flatMap(held -> held);
  }

  private Optional<Long> size(Descriptor blob) throws RegistryException {
    return repository.step("look for the blob " + blob.digest(), attempt -> ask(blob));
  }

  /** Who does not say how much it has is believed to have all. */
  private Optional<Long> ask(Descriptor blob) throws Exception {
    return repository
        .blob(JibDigests.of(blob.digest()))
        .map(found -> found.size().orElse(blob.size()));
  }
}
