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

  /** Looks once more at what was not whole before it was sent. */
  void checkSent(Descriptor blob) throws RegistryException {
    if (!doubtful.contains(blob.digest())) {
      return;
    }
    long held = size(blob).orElse(0L);
    if (held != blob.size()) {
      throw new RegistryException(
          "%s: the registry holds %d of %d bytes of the blob %s, and still does after it was sent anew; have its storage checked"
              .formatted(repository.name(), held, blob.size(), blob.digest()));
    }
  }

  /** Who does not say how much it has is believed to have all. */
  private Optional<Long> size(Descriptor blob) throws RegistryException {
    return repository
        .step(
            "look for the blob " + blob.digest(),
            attempt -> repository.blob(JibRepository.jib(blob.digest())))
        .map(found -> found.size().orElse(blob.size()));
  }
}
