package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Sends the blobs that a registry lacks, several at a time; the first that fails ends the rest. */
final class BlobPush {
  private final RegistryTransport transport;
  private final OciLayout layout;
  private final Progress progress;

  BlobPush(RegistryTransport transport, OciLayout layout, Progress progress) {
    this.transport = transport;
    this.layout = layout;
    this.progress = progress;
  }

  /**
   * Begins the blobs in the order given.
   *
   * @param parallel how many at a time
   * @return those that were sent
   */
  List<Descriptor> push(List<Descriptor> blobs, int parallel) throws RegistryException {
    var threads = Executors.newFixedThreadPool(parallel, BlobPush::thread);
    long bytes = blobs.stream().mapToLong(Descriptor::size).sum();
    try (var meter = progress.meter("Pushing", bytes, blobs.size())) {
      var running = new ExecutorCompletionService<Optional<Descriptor>>(threads);
      blobs.forEach(blob -> running.submit(() -> pushIfAbsent(blob, meter)));
      return results(running, blobs.size());
    } finally {
      threads.shutdownNow();
    }
  }

  private Optional<Descriptor> pushIfAbsent(Descriptor blob, Progress.Meter meter)
      throws RegistryException {
    boolean there = transport.hasBlob(blob.digest());
    if (there) {
      meter.bytes(blob.size());
    } else {
      transport.pushBlob(blob, layout.blob(blob.digest()), meter);
    }
    meter.blob();
    progress.debug("%s is %s".formatted(blob.digest(), there ? "there already" : "sent"));
    return there ? Optional.empty() : Optional.of(blob);
  }

  private List<Descriptor> results(CompletionService<Optional<Descriptor>> running, int count)
      throws RegistryException {
    var sent = new ArrayList<Descriptor>();
    try {
      for (int i = 0; i < count; i++) {
        running.take().get().ifPresent(sent::add);
      }
      return sent;
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
