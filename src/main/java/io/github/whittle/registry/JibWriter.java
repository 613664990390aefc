package io.github.whittle.registry;

import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Referrers;
import io.github.whittle.user.Progress;
import java.nio.file.Path;
import java.util.Optional;

/** Writes to a repository: blobs mounted or sent, manifests byte for byte, tags. */
final class JibWriter {
  private final JibRepository repository;
  private final JibReader reader;
  private final MountClients mounting;
  private final HeldBlobs held;

  JibWriter(JibRepository repository, JibReader reader) {
    this.repository = repository;
    this.reader = reader;
    mounting = new MountClients(repository.clients());
    held = new HeldBlobs(repository);
  }

  boolean hasBlob(Descriptor blob) throws RegistryException {
    return held.has(blob);
  }

  boolean mountBlob(Descriptor blob, String source) throws RegistryException {
    return repository.glance(attempt -> mount(blob, source, attempt)).orElse(false)
        && held.isMounted(blob);
  }

  private boolean mount(Descriptor blob, String source, Attempt attempt) throws Exception {
    var mounter = mounting.of(source);
    if (mounter.isEmpty()) {
      return false;
    }
    attempt.mountOnly();
    var digest = JibDigests.of(blob.digest());
    return mounter.get().pushBlob(digest, Blobs.from(""), source, count -> {});
  }

  boolean pushBlob(Descriptor blob, Path file, Optional<String> source, Progress.Meter meter)
      throws RegistryException {
    var content = new CheckedBlob(blob, JibDigests.of(blob.digest()), file, meter::bytes);
    boolean mounted = bring(blob, content, source);
    if (mounted && held.isMounted(blob)) {
      return true;
    }
    boolean sent = !mounted || !bring(blob, content, Optional.empty());
    held.check(blob, sent);
    return !sent;
  }

  private boolean bring(Descriptor blob, CheckedBlob content, Optional<String> source)
      throws RegistryException {
    return repository.step(
        "push the blob %s (%s bytes)".formatted(blob.digest(), blob.size()),
        attempt -> {
          var done = mountOrSend(content, source, attempt);
          return done.isPresent() ? done.get() : send(repository.client(), content, null, attempt);
        });
  }

  /** Empty if nothing was done: what failed before the first byte was the mount. */
  private Optional<Boolean> mountOrSend(
      CheckedBlob content, Optional<String> source, Attempt attempt) throws Exception {
    var mounter = source.filter(s -> !content.begun()).flatMap(mounting::of);
    if (mounter.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(send(mounter.get(), content, source.get(), attempt));
    } catch (Exception e) {
      // Among them IllegalArgumentException: Jib cannot read tokens whose base64 is that of URLs.
      if (content.begun()) {
        throw e;
      }
      repository.clients().debug("not mounted from %s: %s".formatted(source.get(), e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * @param source may be null
   * @return whether it was mounted
   */
  private static boolean send(
      RegistryClient by, CheckedBlob content, String source, Attempt attempt) throws Exception {
    return by.pushBlob(content.digest(), content, source, count -> attempt.moved());
  }

  void pushManifest(Manifest manifest) throws RegistryException {
    put(manifest, manifest.digest().toString(), "push the manifest " + manifest.digest());
  }

  void pushReferrer(Manifest referrer) throws RegistryException {
    var subject = Referrers.subject(referrer).orElseThrow();
    var digest = referrer.digest();
    if (!put(referrer, digest.toString(), "push the manifest " + digest)) {
      list(referrer, Referrers.tag(subject));
    }
  }

  /** A list that cannot be read is not replaced, and one that is right stays. */
  private void list(Manifest referrer, String tag) throws RegistryException {
    var listed = reader.list(tag);
    var index = Referrers.with(listed.orElseGet(Referrers::none), referrer);
    if (listed.filter(there -> there.digest().equals(index.digest())).isEmpty()) {
      tag(tag, index);
    }
  }

  void tag(String tag, Manifest manifest) throws RegistryException {
    put(manifest, tag, "set the tag " + tag);
  }

  /** Answers whether the registry lists it with its subject, if it has one. */
  private boolean put(Manifest manifest, String name, String step) throws RegistryException {
    var attempted =
        repository.step(
            step,
            attempt -> {
              repository.client().pushManifest(new RawManifest(manifest), name);
              attempt.checkTaken();
              return attempt;
            });
    check(manifest, attempted.contentDigest(), step);
    return attempted.subjectListed();
  }

  private void check(Manifest manifest, String taken, String step) throws RegistryException {
    if (!taken.isEmpty() && !taken.equals(manifest.digest().toString())) {
      throw new RegistryException(
          "%s: cannot %s: the registry took it as %s and not as %s; do not use what it has"
              .formatted(repository.name(), step, taken, manifest.digest()));
    }
  }
}
