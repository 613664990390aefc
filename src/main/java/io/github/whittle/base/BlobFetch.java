package io.github.whittle.base;

import io.github.whittle.archive.Workers;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;

/**
 * Verifies the blobs of an image and brings into the cache those that are not yet files of this
 * machine, several at a time; the first that fails ends the rest.
 */
final class BlobFetch {
  private static final int PARALLEL = 4;

  private final BaseReference reference;
  private final ImageSource source;
  private final BlobCache cache;
  private final Progress progress;

  private record Fetched(Digest digest, Path file) {}

  BlobFetch(BaseReference reference, ImageSource source, BlobCache cache, Progress progress) {
    this.reference = reference;
    this.source = source;
    this.cache = cache;
    this.progress = progress;
  }

  /** The file of a small blob. */
  Path one(Descriptor blob) throws IOException, RegistryException {
    return fetch(blob, Progress.silent().meter("", 0, 0)).file();
  }

  /** The blobs' files, in their order. */
  List<Path> all(List<Descriptor> blobs) throws IOException, RegistryException {
    var once = new LinkedHashSet<>(blobs);
    var missing = missing(once);
    long bytes = missing.stream().mapToLong(Descriptor::size).sum();
    Map<Digest, Path> files;
    if (missing.isEmpty()) {
      files = fetch(once, Progress.silent().meter("", 0, 0));
    } else {
      try (var meter = progress.meter("Pulling", bytes, missing.size())) {
        files = fetch(once, meter);
      }
    }
    return blobs.stream().map(blob -> files.get(blob.digest())).toList();
  }

  private List<Descriptor> missing(Set<Descriptor> blobs) throws IOException {
    var missing = new ArrayList<Descriptor>();
    for (var blob : blobs) {
      if (!cache.seems(blob.digest()) && source.local(blob).isEmpty()) {
        missing.add(blob);
      }
    }
    return missing;
  }

  private Map<Digest, Path> fetch(Set<Descriptor> blobs, Progress.Meter meter)
      throws IOException, RegistryException {
    try (var workers = new Workers(PARALLEL, "whittle-pull")) {
      var running = new ExecutorCompletionService<Fetched>(workers.threads());
      blobs.forEach(blob -> running.submit(() -> fetch(blob, meter)));
      return results(running, blobs.size());
    }
  }

  private Map<Digest, Path> results(CompletionService<Fetched> running, int count)
      throws IOException, RegistryException {
    var files = new HashMap<Digest, Path>();
    try {
      for (int i = 0; i < count; i++) {
        var fetched = running.take().get();
        files.put(fetched.digest(), fetched.file());
      }
      return files;
    } catch (InterruptedException e) {
      source.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("'%s': interrupted".formatted(reference));
    } catch (ExecutionException e) {
      // Interrupting the others is not enough: a thread that waits for the network does not notice.
      source.close();
      throw rethrown(e.getCause());
    }
  }

  private Fetched fetch(Descriptor blob, Progress.Meter meter)
      throws IOException, RegistryException {
    var local = source.local(blob);
    var file = local.isPresent() ? verified(local.get(), blob) : cached(blob, meter);
    if (Files.size(file) != blob.size()) {
      throw new InvalidInputException(
          "'%s': the manifest gives %s %s bytes, and it has %s"
              .formatted(reference, blob.digest(), blob.size(), Files.size(file)));
    }
    return new Fetched(blob.digest(), file);
  }

  private Path verified(Path file, Descriptor blob) throws IOException {
    var name = BlobCache.name(blob.digest(), reference.toString());
    BlobCache.check(Digest.of(file), blob.digest(), name);
    return file;
  }

  private Path cached(Descriptor blob, Progress.Meter meter) throws IOException, RegistryException {
    return cache.blob(
        blob.digest(),
        reference.toString(),
        temporary -> {
          var digest = source.blob(blob, temporary, meter);
          meter.blob();
          return digest;
        });
  }

  private static RegistryException rethrown(Throwable thrown) throws IOException {
    if (thrown instanceof RegistryException refused) {
      return refused;
    }
    if (thrown instanceof IOException io) {
      throw io;
    }
    if (thrown instanceof InvalidInputException invalid) {
      throw invalid;
    }
    throw new IllegalStateException("a blob was not fetched", thrown);
  }
}
