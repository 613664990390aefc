package io.github.whittle.base;

import io.github.whittle.archive.CompressedFormat;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Brings one image from its source into the cache, but for layers that are files of this machine,
 * and looks at every digest on the way.
 */
final class ImageFetch {
  /** In bytes; real ones have some thousands. */
  private static final long CONFIG_LIMIT = 16 << 20;

  private final BaseReference reference;
  private final ImageSource source;
  private final BlobCache cache;
  private final Progress progress;

  ImageFetch(BaseReference reference, ImageSource source, BlobCache cache, Progress progress) {
    this.reference = reference;
    this.source = source;
    this.cache = cache;
    this.progress = progress;
  }

  BaseImage fetch(Digest pin, Platform platform) throws IOException, RegistryException {
    var choice = new PlatformChoice(platform);
    var root = manifest(pin, "");
    var manifest = root.isIndex() ? chosen(root, choice) : root;
    var config = config(manifest);
    if (!root.isIndex()) {
      choice.check(reading(config::platform), reference);
    }
    progress.debug("'%s' for %s is %s".formatted(reference, platform, manifest.digest()));
    return new BaseImage(reference, pin, manifest, config, layers(manifest, config));
  }

  private Manifest chosen(Manifest index, PlatformChoice choice)
      throws IOException, RegistryException {
    var descriptor = choice.from(reading(index::entries), reference);
    var manifest = manifest(descriptor.digest(), descriptor.mediaType());
    if (manifest.isIndex()) {
      throw new InvalidInputException(
          "'%s': the index lists the index %s, which is for no platform"
              .formatted(reference, descriptor.digest()));
    }
    if (descriptor.platform().isEmpty()) {
      choice.check(reading(config(manifest)::platform), reference);
    }
    return manifest;
  }

  Locked resolve() throws IOException, RegistryException {
    var root = source.root();
    checkType(root);
    cache.blob(root.digest(), reference.toString(), file -> written(file, root));
    var platforms = platforms(root);
    if (platforms.isEmpty()) {
      throw new InvalidInputException(
          "'%s' is for no platform that images are made for: it has %s"
              .formatted(reference, PlatformChoice.list(root.entries())));
    }
    return new Locked(root.digest(), platforms);
  }

  private Map<Platform, Digest> platforms(Manifest root) throws IOException, RegistryException {
    if (!root.isIndex()) {
      return Map.of(reading(config(root)::platform), root.digest());
    }
    var platforms = new TreeMap<Platform, Digest>();
    for (var entry : reading(root::entries)) {
      if (entry.isPossible()) {
        // Of two for one platform runtimes take the first.
        platforms.putIfAbsent(platform(entry.manifest()), entry.manifest().digest());
      } else if (!entry.isAttestation()) {
        progress.info("'%s': passed over the image for %s".formatted(reference, entry));
      }
    }
    return platforms;
  }

  private Platform platform(Descriptor entry) throws IOException, RegistryException {
    if (entry.platform().isPresent()) {
      return entry.platform().get();
    }
    return reading(config(manifest(entry.digest(), entry.mediaType()))::platform);
  }

  Manifest manifest(Digest digest, String mediaType) throws IOException, RegistryException {
    var file =
        cache.blob(
            digest, reference.toString(), temporary -> written(temporary, source.manifest(digest)));
    var bytes = Files.readAllBytes(file);
    var manifest = reading(() -> Manifest.read(bytes, mediaType));
    checkType(manifest);
    return manifest;
  }

  private static Digest written(Path file, Manifest manifest) throws IOException {
    Files.write(file, manifest.bytes());
    return manifest.digest();
  }

  private void checkType(Manifest manifest) {
    if (manifest.isSchema1()) {
      throw new InvalidInputException(
          "'%s' has a manifest of Docker's schema 1, which is too old: it names no configuration; push the image again with a tool of today"
              .formatted(reference));
    }
    if (!manifest.isKnown()) {
      throw new InvalidInputException(
          "'%s' is of the media type %s, which no image of today has; push it again with a newer tool"
              .formatted(reference, manifest.mediaType()));
    }
  }

  private ImageConfig config(Manifest manifest) throws IOException, RegistryException {
    var descriptor = reading(manifest::config);
    boolean known =
        Arrays.stream(Format.values()).anyMatch(f -> f.config().equals(descriptor.mediaType()));
    if (!known) {
      throw new InvalidInputException(
          "'%s' is no image: its configuration is of the media type %s"
              .formatted(reference, descriptor.mediaType()));
    }
    if (descriptor.size() > CONFIG_LIMIT) {
      throw new InvalidInputException(
          "'%s' is no image: its configuration has %s bytes"
              .formatted(reference, descriptor.size()));
    }
    var bytes =
        Files.readAllBytes(new BlobFetch(reference, source, cache, progress).one(descriptor));
    return reading(() -> ImageConfig.read(bytes));
  }

  /** Says in which image it is that something cannot be read. */
  private <T> T reading(Supplier<T> part) {
    try {
      return part.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException("'%s': %s".formatted(reference, e.getMessage()), e);
    }
  }

  private List<BaseLayer> layers(Manifest manifest, ImageConfig config)
      throws IOException, RegistryException {
    var diffIds = reading(config::diffIds);
    var descriptors = reading(manifest::layers);
    if (diffIds.size() != descriptors.size()) {
      throw new InvalidInputException(
          "'%s' has %s layers, and its configuration lists %s"
              .formatted(reference, descriptors.size(), diffIds.size()));
    }
    descriptors.forEach(this::checkLayer);
    var files = new BlobFetch(reference, source, cache, progress).all(descriptors);
    var layers = new ArrayList<BaseLayer>();
    for (int i = 0; i < files.size(); i++) {
      checkPacking(descriptors.get(i), files.get(i));
      layers.add(new BaseLayer(descriptors.get(i), diffIds.get(i), files.get(i), cache, reference));
    }
    return layers;
  }

  private void checkLayer(Descriptor layer) {
    if (Format.compression(layer.mediaType()).isEmpty()) {
      throw new InvalidInputException(
          "'%s' has a layer of the media type %s, which cannot be read; take a base whose layers are plain, gzip or zstd"
              .formatted(reference, layer.mediaType()));
    }
  }

  /** Some runtimes go by the media type and others by the bytes. */
  private void checkPacking(Descriptor layer, Path blob) throws IOException {
    var said = Format.compression(layer.mediaType()).orElseThrow();
    var found = CompressedFormat.of(blob).layerSuffix();
    if (!found.equals(said)) {
      throw new InvalidInputException(
          "'%s': the layer %s has the media type %s and is %s, so that not every runtime can read it; take another image, or have this one pushed anew"
              .formatted(
                  reference,
                  layer.digest(),
                  layer.mediaType(),
                  found.isEmpty() ? "not compressed" : "compressed with " + found));
    }
  }
}
