package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One repository of one registry, to read and to write.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#push">OCI
 *     distribution, push</a>
 */
public interface RegistryTransport extends RegistryReader {
  /** Whether it is there as long as it should be: what is shorter must be brought again. */
  boolean hasBlob(Descriptor blob) throws RegistryException;

  /**
   * Has a blob mounted from another repository of the same registry.
   *
   * @return whether it is there now, as long as it should be; if not, for whatever reason, it must
   *     be brought
   */
  boolean mountBlob(Descriptor blob, String source) throws RegistryException;

  /**
   * Brings a blob there: mounted from another repository where the registry does that, else sent,
   * with a check on the way that the file is what the descriptor says.
   *
   * @param source a repository of the same registry that has the blob; a registry that does not
   *     mount it, for whatever reason, or not whole, gets the file
   * @param meter is told of the bytes as they are sent, not of the blob
   * @return whether it was mounted, so that nothing was sent
   * @throws io.github.whittle.user.InvalidInputException if size or digest of the file differ
   */
  boolean pushBlob(Descriptor blob, Path file, Optional<String> source, Progress.Meter meter)
      throws RegistryException;

  /** Stores a manifest under its digest. What it refers to must be there. */
  void pushManifest(Manifest manifest) throws RegistryException;

  /**
   * Stores a manifest that says something about another, its subject, so that it is listed with it:
   * where the registry does not see to that, under the tag that the specification names.
   */
  void pushReferrer(Manifest referrer) throws RegistryException;

  /** Points a tag at a manifest. What the manifest refers to must be there. */
  void tag(String tag, Manifest manifest) throws RegistryException;

  /** Finds the way to a registry: whether it answers, by TLS or not, and with which credentials. */
  @FunctionalInterface
  interface Opener {
    RegistryTransport open(ImageReference image, RegistryAccess access, Progress progress)
        throws RegistryException;
  }
}
