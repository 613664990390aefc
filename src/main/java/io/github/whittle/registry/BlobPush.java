package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/**
 * Brings the blobs that a repository lacks, several at a time; the first that fails ends the rest.
 */
final class BlobPush {
  private final RegistryTransport transport;
  private final OciLayout layout;
  private final Map<Digest, String> sources;
  private final Progress progress;

  /**
   * @param sources other repositories of the registry that have some of the blobs
   */
  BlobPush(
      RegistryTransport transport,
      OciLayout layout,
      Map<Digest, String> sources,
      Progress progress) {
    this.transport = transport;
    this.layout = layout;
    this.sources = sources;
    this.progress = progress;
  }

  /** How a blob came to be in the repository. */
  enum Way {
    THERE,
    MOUNTED,
    SENT
  }

  /** A blob that is in the repository now. */
  record Arrived(Descriptor blob, Way way) {}

  /**
   * Begins the blobs in the order given.
   *
   * @param parallel how many at a time
   */
  List<Arrived> push(List<Descriptor> blobs, int parallel) throws RegistryException {
    var threads = Executors.newFixedThreadPool(parallel, BlobPush::thread);
    long bytes = blobs.stream().mapToLong(Descriptor::size).sum();
    try (var meter = progress.meter("Pushing", bytes, blobs.size())) {
      var running = new ExecutorCompletionService<Arrived>(threads);
      blobs.forEach(blob -> running.submit(() -> bring(blob, meter)));
      return results(running, blobs.size());
    } finally {
      threads.shutdownNow();
    }
  }

  private Arrived bring(Descriptor blob, Progress.Meter meter) throws RegistryException {
    var way = transport.hasBlob(blob) ? Way.THERE : push(blob, meter);
    if (way != Way.SENT) {
      meter.bytes(blob.size());
    }
    meter.blob();
    progress.debug("%s: %s".formatted(blob.digest(), way.name().toLowerCase(Locale.ROOT)));
    return new Arrived(blob, way);
  }

  private Way push(Descriptor blob, Progress.Meter meter) throws RegistryException {
    var source = Optional.ofNullable(sources.get(blob.digest()));
    boolean mounted = transport.pushBlob(blob, layout.blob(blob.digest()), source, meter);
    return mounted ? Way.MOUNTED : Way.SENT;
  }

  private List<Arrived> results(CompletionService<Arrived> running, int count)
      throws RegistryException {
    var arrived = new ArrayList<Arrived>();
    try {
      for (int i = 0; i < count; i++) {
        arrived.add(running.take().get());
      }
      return arrived;
    } catch (InterruptedException e) {
      transport.close();
      Thread.currentThread().interrupt();
      throw new RegistryException("the push was interrupted; no tag was set", e);
    } catch (ExecutionException e) {
      // Interrupting the others is not enough: a thread that waits for the network does not notice.
      transport.close();
      throw rethrown(e.getCause());
    }
  }

  private static RegistryException rethrown(Throwable thrown) {
    if (thrown instanceof RegistryException refused) {
      return refused;
    }
    if (thrown instanceof InvalidInputException invalid) {
      throw invalid;
    }
    throw new IllegalStateException("a blob was not pushed", thrown);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "whittle-push");
    thread.setDaemon(true);
    return thread;
  }
}
