package io.github.whittle.registry;

import com.google.cloud.tools.jib.http.FailoverHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The connections of one attempt at one step; closing it ends whatever waits for them. */
final class Attempt implements Closeable {
  private static final int CREATED = 201;

  private final List<FailoverHttpClient> clients = new ArrayList<>();
  private volatile long lastMove = System.nanoTime();
  private volatile boolean stalled;
  private volatile boolean resting;
  private boolean closed;
  private String contentDigest = "";
  private int status;
  private boolean subjectListed;
  private boolean mountsOnly;
  private long resumesFrom;
  private Runnable restart = () -> {};

  synchronized void add(FailoverHttpClient client) throws IOException {
    if (closed) {
      throw new IOException("the connection was ended");
    }
    clients.add(client);
  }

  /** Something was sent or answered. */
  void moved() {
    lastMove = System.nanoTime();
  }

  /** It is we who wait, with a limit of its own; that is no stall. */
  void rests(boolean now) {
    moved();
    resting = now;
  }

  void endIfStalledFor(long nanos) {
    if (!resting && System.nanoTime() - lastMove > nanos) {
      stalled = true;
      close();
    }
  }

  boolean stalled() {
    return stalled;
  }

  /** What the registry said is the digest of the manifest that it took; empty if nothing. */
  String contentDigest() {
    return contentDigest;
  }

  void contentDigest(String digest) {
    contentDigest = digest;
  }

  /**
   * Refuses answers that are no registry's: it says that it made something, or what it took.
   *
   * @throws NoRegistryException if the manifest's request was not answered so
   */
  void checkTaken() throws NoRegistryException {
    if (status != CREATED && contentDigest.isEmpty()) {
      throw new NoRegistryException(status);
    }
  }

  /** What the registry answered to the manifest. */
  void status(int answered) {
    status = answered;
  }

  /** Whether the registry said that it lists the manifest that it took with its subject. */
  boolean subjectListed() {
    return subjectListed;
  }

  void listsSubject() {
    subjectListed = true;
  }

  /** Sends nothing where the registry would begin an upload instead of mounting. */
  void mountOnly() {
    mountsOnly = true;
  }

  boolean mountsOnly() {
    return mountsOnly;
  }

  /**
   * Asks only for what comes after the first bytes.
   *
   * @param onRestart called if all of them come again
   */
  void resume(long from, Runnable onRestart) {
    resumesFrom = from;
    restart = onRestart;
  }

  long resumesFrom() {
    return resumesFrom;
  }

  void beginsAnew() {
    restart.run();
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (var client : clients) {
      try {
        client.shutDown();
      } catch (IOException e) {
        // A connection that cannot be closed in good order is gone all the same.
        continue;
      }
    }
    clients.clear();
  }
}
