package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A {@link RegistryTransport} over jib-core: its authentication, redirections, proxies and TLS. */
public final class JibRegistryTransport implements RegistryTransport {
  private final JibRepository repository;
  private final JibReader reader;
  private final JibWriter writer;

  JibRegistryTransport(JibRepository repository) {
    this.repository = repository;
    reader = new JibReader(repository);
    writer = new JibWriter(repository, reader);
  }

  /**
   * Finds the way to the image's registry, for reading alone: without credentials, until it wants
   * some.
   *
   * @throws RegistryException if it does not answer within seconds, or refuses
   */
  public static RegistryReader openToRead(
      ImageReference image, RegistryAccess access, Progress progress) throws RegistryException {
    return openToRead(image, access, progress, Patience.standard());
  }

  static RegistryReader openToRead(
      ImageReference image, RegistryAccess access, Progress progress, Patience patience)
      throws RegistryException {
    var opening = new Opening(image, access, Purpose.PULL, progress, patience);
    return AnonymousFirst.open(
        opening::anonymous,
        begun -> {
          var credentials = access.credentials().find(image);
          return credentials.isEmpty()
              ? Optional.empty()
              : Optional.of(opening.transport(credentials, begun));
        });
  }

  /**
   * Finds the way to the image's registry, and logs in for pushing.
   *
   * @throws RegistryException if it does not answer within seconds, or refuses
   */
  public static RegistryTransport open(
      ImageReference image, RegistryAccess access, Progress progress) throws RegistryException {
    return open(image, access, progress, Patience.standard());
  }

  static RegistryTransport open(
      ImageReference image, RegistryAccess access, Progress progress, Patience patience)
      throws RegistryException {
    return new Opening(image, access, Purpose.PUSH, progress, patience)
        .transport(access.credentials().find(image));
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) throws RegistryException {
    return reader.manifest(digest);
  }

  @Override
  public Optional<Manifest> tagged(String tag) throws RegistryException {
    return reader.tagged(tag);
  }

  @Override
  public void pullBlob(Descriptor blob, Path file, Progress.Meter meter)
      throws RegistryException, IOException {
    reader.pullBlob(blob, file, meter);
  }

  @Override
  public boolean hasBlob(Descriptor blob) throws RegistryException {
    return writer.hasBlob(blob);
  }

  @Override
  public boolean mountBlob(Descriptor blob, String source) throws RegistryException {
    return writer.mountBlob(blob, source);
  }

  @Override
  public boolean pushBlob(Descriptor blob, Path file, Optional<String> source, Progress.Meter meter)
      throws RegistryException {
    return writer.pushBlob(blob, file, source, meter);
  }

  @Override
  public void pushManifest(Manifest manifest) throws RegistryException {
    writer.pushManifest(manifest);
  }

  @Override
  public void pushReferrer(Manifest referrer) throws RegistryException {
    writer.pushReferrer(referrer);
  }

  @Override
  public void tag(String tag, Manifest manifest) throws RegistryException {
    writer.tag(tag, manifest);
  }

  @Override
  public void close() {
    repository.close();
  }
}
