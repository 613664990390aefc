package io.github.whittle.build;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.IndexEntry;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.ImageCopy;
import io.github.whittle.registry.JibRegistryTransport;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.registry.RegistryReader;
import io.github.whittle.registry.TagPush;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins images that several machines pushed, each for its platforms, into one index.
 *
 * <p>The same images give the same digest, in whatever order they are named.
 */
public final class IndexJoin {
  private final RegistryAccess access;
  private final Progress progress;

  /** The image of one platform, and where it was found. */
  private record Part(ImageReference source, Platform platform, Manifest manifest) {}

  /** The repositories that images are in, each opened once. */
  private record Readers(
      Map<ImageReference, RegistryReader> open, RegistryAccess access, Progress progress)
      implements AutoCloseable {
    Readers(RegistryAccess access, Progress progress) {
      this(new HashMap<>(), access, progress);
    }

    RegistryReader of(ImageReference image) throws RegistryException {
      var repository = image.withoutTag();
      if (!open.containsKey(repository)) {
        open.put(repository, JibRegistryTransport.openToRead(repository, access, progress));
      }
      return open.get(repository);
    }

    @Override
    public void close() {
      open.values().forEach(RegistryReader::close);
    }
  }

  public IndexJoin(RegistryAccess access, Progress progress) {
    this.access = access;
    this.progress = progress;
  }

  /**
   * Points the target's tag at the index, when everything that it lists is in the target's
   * repository.
   *
   * @param sources each of one manifest or an index
   * @throws InvalidInputException if two are for one platform, also if they are the same
   */
  public Digest join(List<ImageReference> sources, ImageReference target)
      throws RegistryException, IOException {
    try (var readers = new Readers(access, progress)) {
      var parts = new TreeMap<Platform, Part>();
      for (var source : sources) {
        for (var part : parts(source, readers.of(source))) {
          add(part, parts);
        }
      }
      return push(List.copyOf(parts.values()), readers, target);
    }
  }

  private Digest push(List<Part> parts, Readers readers, ImageReference target)
      throws RegistryException, IOException {
    var index = index(parts);
    try (var to = JibRegistryTransport.open(target, access, progress)) {
      for (var part : parts) {
        new ImageCopy(readers.of(part.source()), to, target, progress)
            .copy(part.manifest(), part.source());
      }
      new TagPush(to, progress).push(target.tagOrLatest(), index);
    }
    return index.digest();
  }

  private static void add(Part part, Map<Platform, Part> parts) {
    var other = parts.putIfAbsent(part.platform(), part);
    if (other != null && other.manifest().digest().equals(part.manifest().digest())) {
      throw new InvalidInputException(
          "-Dwhittle.sources names one image for %s twice: '%s' and '%s' (%s); leave one out, or give each machine its own platform by -Dwhittle.from.platforms"
              .formatted(part.platform(), other.source(), part.source(), part.manifest().digest()));
    }
    if (other != null) {
      throw new InvalidInputException(
          "-Dwhittle.sources has two images for %s: '%s' (%s) and '%s' (%s); leave one out"
              .formatted(
                  part.platform(),
                  other.source(),
                  other.manifest().digest(),
                  part.source(),
                  part.manifest().digest()));
    }
  }

  private List<Part> parts(ImageReference source, RegistryReader reader)
      throws RegistryException, IOException {
    var root = root(source, reader);
    progress.info("%s is %s".formatted(source, root.digest()));
    return root.isIndex() ? children(source, root, reader) : List.of(part(source, root, reader));
  }

  private static Manifest root(ImageReference source, RegistryReader reader)
      throws RegistryException {
    var found =
        source.digest().isPresent()
            ? reader.manifest(source.digest().get())
            : reader.tagged(source.tagOrLatest());
    return found.orElseThrow(
        () ->
            new InvalidInputException(
                "-Dwhittle.sources names '%s', which is not there; check the name, and that its push has ended"
                    .formatted(source)));
  }

  private static List<Part> children(ImageReference source, Manifest index, RegistryReader reader)
      throws RegistryException, IOException {
    var parts = new ArrayList<Part>();
    for (var entry : index.entries()) {
      if (entry.isPossible()) {
        parts.add(part(source, child(source, entry, reader), reader));
      } else if (!entry.isAttestation()) {
        throw new InvalidInputException(
            "-Dwhittle.sources names '%s', which has an image for %s, a platform that is not known; leave it out"
                .formatted(source, entry));
      }
    }
    if (parts.isEmpty()) {
      throw new InvalidInputException(
          "-Dwhittle.sources names '%s', which lists no image; leave it out".formatted(source));
    }
    return parts;
  }

  private static Manifest child(ImageReference source, IndexEntry entry, RegistryReader reader)
      throws RegistryException {
    return reader
        .manifest(entry.manifest().digest())
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "-Dwhittle.sources names '%s', whose image for %s is not there; push it again"
                        .formatted(source, entry)));
  }

  /** The platform is what the image says of itself. */
  private static Part part(ImageReference source, Manifest manifest, RegistryReader reader)
      throws RegistryException, IOException {
    if (!manifest.isKnown()) {
      throw new InvalidInputException(
          "-Dwhittle.sources names '%s', which is no image but a %s; leave it out"
              .formatted(source, manifest.mediaType()));
    }
    var file = Files.createTempFile("whittle", ".json");
    try {
      reader.pullBlob(manifest.config(), file, Progress.silent().meter("", 0, 0));
      return new Part(source, ImageConfig.read(Files.readAllBytes(file)).platform(), manifest);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Manifest index(List<Part> parts) {
    List<Descriptor> entries =
        parts.stream()
            .map(part -> part.manifest().descriptor().withPlatform(part.platform()))
            .toList();
    boolean docker =
        parts.stream().allMatch(p -> p.manifest().mediaType().equals(Format.DOCKER.manifest()));
    var format = docker ? Format.DOCKER : Format.OCI;
    return docker
        ? Manifest.index(format, entries)
        : Manifest.index(format, entries).withAnnotations(common(parts));
  }

  /** What all say: title and version, but not the digest of a platform's base. */
  private static Map<String, String> common(List<Part> parts) {
    var common = new TreeMap<>(parts.get(0).manifest().annotations());
    parts.forEach(part -> common.entrySet().retainAll(part.manifest().annotations().entrySet()));
    return common;
  }
}
