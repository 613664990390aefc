package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.JibRegistryTransport;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.registry.RegistryReader;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/** The one way to images that others made: pinned, verified, cached. */
public final class Bases {
  public static final String LOCK_COMMAND = "mvn io.github.whittle:whittle-maven-plugin:lock";
  public static final String UPDATE_COMMAND = LOCK_COMMAND + " -Dwhittle.update";

  private final BlobCache cache;
  private final LockFile lock;
  private final RegistryReader.Opener registries;
  private final RegistryAccess access;
  private final boolean offline;
  private final Progress progress;

  /**
   * @param offline whether registries may not be asked
   */
  public Bases(
      BlobCache cache, LockFile lock, RegistryAccess access, boolean offline, Progress progress) {
    this(cache, lock, JibRegistryTransport::openToRead, access, offline, progress);
  }

  Bases(
      BlobCache cache,
      LockFile lock,
      RegistryReader.Opener registries,
      RegistryAccess access,
      boolean offline,
      Progress progress) {
    this.cache = cache;
    this.lock = lock;
    this.registries = registries;
    this.access = access;
    this.offline = offline;
    this.progress = progress;
  }

  /**
   * Brings an image here, pinned by its reference or by the lock file.
   *
   * @throws InvalidInputException if it is not pinned, not for the platform, damaged, of a form
   *     that we do not know, or neither in the cache nor to be fetched
   */
  public BaseImage base(BaseReference reference, Platform platform)
      throws IOException, RegistryException {
    if (reference.digest().isPresent()) {
      return base(reference, reference.digest().get(), platform);
    }
    var locked = lock.find(reference).orElseThrow(() -> notPinned(reference));
    var base = base(reference, locked.digest(), platform);
    if (!locked.platforms().containsValue(base.manifest().digest())) {
      throw new InvalidInputException(
          "'%s' pins '%s' to %s, which has %s for %s, but its line says %s; write the line anew with %s"
              .formatted(
                  lock.file(),
                  reference,
                  locked.digest(),
                  base.manifest().digest(),
                  platform,
                  list(locked),
                  UPDATE_COMMAND));
    }
    return base;
  }

  private static String list(Locked locked) {
    return locked.platforms().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private InvalidInputException notPinned(BaseReference reference) {
    if (reference instanceof BaseReference.OnDisk disk && !Files.exists(disk.path())) {
      return new InvalidInputException(
          "'%s' is not there, so it cannot be pinned either; correct the path, or make the image first"
              .formatted(reference));
    }
    return new InvalidInputException(
        "'%s' is not pinned: it names no digest, and %s. Pin it with %s"
            .formatted(
                reference,
                Files.exists(lock.file())
                    ? "'%s' does not know it".formatted(lock.file())
                    : "there is no " + LockFile.NAME,
                LOCK_COMMAND));
  }

  /**
   * Brings an image here, whatever the lock file says.
   *
   * @param pin what its index, or its manifest where there is no index, must be
   */
  public BaseImage base(BaseReference reference, Digest pin, Platform platform)
      throws IOException, RegistryException {
    try (var source = source(reference)) {
      source.expect(pin);
      return new ImageFetch(reference, source, cache, progress).fetch(pin, platform);
    }
  }

  /** Asks the source what a reference means now. */
  public Locked resolve(BaseReference reference) throws IOException, RegistryException {
    try (var source = source(reference)) {
      return new ImageFetch(reference, source, cache, progress).resolve();
    }
  }

  /** What the layout or tar where an image lies says of it; of a registry nothing. */
  public Map<String, String> annotations(BaseReference reference) throws IOException {
    try (var source = source(reference)) {
      return source.annotations();
    }
  }

  /** A manifest or an index of an image, with its bytes as they are. */
  public Manifest manifest(BaseReference reference, Digest digest)
      throws IOException, RegistryException {
    try (var source = source(reference)) {
      return new ImageFetch(reference, source, cache, progress).manifest(digest, "");
    }
  }

  private ImageSource source(BaseReference reference) throws IOException {
    if (reference instanceof BaseReference.OnDisk disk) {
      return DiskSource.open(disk);
    }
    var image = ((BaseReference.InRegistry) reference).image();
    return offline
        ? new OfflineSource(reference)
        : new RegistrySource(image, registries, access, progress);
  }
}
