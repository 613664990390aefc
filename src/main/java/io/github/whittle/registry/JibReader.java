package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a repository: manifests byte for byte, blobs in one piece or in several. */
final class JibReader implements RegistryReader {
  private static final int RANGE_REFUSED = 416;

  private final JibRepository repository;

  JibReader(JibRepository repository) {
    this.repository = repository;
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) throws RegistryException {
    var found = read(digest.toString());
    if (found.isPresent() && !found.get().digest().equals(digest)) {
      throw new RegistryException(
          "%s: the registry gave the manifest %s when asked for %s; do not use this registry"
              .formatted(repository.name(), found.get().digest(), digest));
    }
    return found;
  }

  @Override
  public Optional<Manifest> tagged(String tag) throws RegistryException {
    return read(tag);
  }

  @Override
  public void pullBlob(Descriptor blob, Path file, Progress.Meter meter)
      throws RegistryException, IOException {
    boolean complete = false;
    try (var pulled = new PulledBlob(blob, file, meter::bytes)) {
      try {
        repository.step(
            "pull the blob %s (%s bytes)".formatted(blob.digest(), blob.size()),
            attempt -> pull(blob, pulled, attempt));
        complete = true;
      } finally {
        if (!complete) {
          pulled.restart();
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Goes on where the attempt before broke off. */
  private Digest pull(Descriptor blob, PulledBlob pulled, Attempt attempt) throws Exception {
    attempt.resume(pulled.count(), pulled::restart);
    var content =
        repository
            .client()
            .pullBlob(JibDigests.of(blob.digest()), size -> {}, count -> attempt.moved());
    try {
      return pulled.receive(content, repository.name());
    } catch (IOException e) {
      if (Faults.status(e).filter(status -> status == RANGE_REFUSED).isEmpty()) {
        throw e;
      }
      pulled.restart();
      // Without the cause, which is no reason to give up.
      throw new IOException("the download cannot be resumed");
    }
  }

  private Optional<Manifest> read(String name) throws RegistryException {
    var answer =
        repository.step("read the manifest " + name, attempt -> repository.rawManifest(name));
    return answer.isEmpty() ? Optional.empty() : Optional.of(read(answer.get(), name));
  }

  private Manifest read(RawAnswer answer, String name) throws RegistryException {
    try {
      return Manifest.read(answer.bytes(), answer.mediaType());
    } catch (InvalidInputException e) {
      throw new RegistryException(
          "%s: what answers for '%s' is no manifest, so this may be no registry (a proxy, a login page?); check host and port"
              .formatted(repository.name(), name),
          e);
    }
  }

  /**
   * What is listed under a tag; nothing where there is no such tag.
   *
   * @throws RegistryException if the tag is that of something else, which is no list to add to
   */
  Optional<Manifest> list(String tag) throws RegistryException {
    var list = tagged(tag);
    if (list.isPresent() && !list.get().mediaType().equals(Format.OCI.index())) {
      throw new RegistryException(
          "%s: the tag %s is for the list of documents about an image, and what it points at is none (%s); it was left as it is: remove the tag"
              .formatted(repository.name(), tag, list.get().mediaType()),
          null,
          Fault.Kind.REFUSED);
    }
    return list;
  }

  @Override
  public void close() {
    repository.close();
  }
}
