package io.github.whittle.sandbox;

import io.github.whittle.trace.Trace;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * An image that runs: unpacked into a folder of its own, its program shut into that. When it is
 * closed, or Maven ends in whatever way, no process and no mount of it is left.
 */
public final class Sandbox implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Guest guest;
  private final Host host;
  private final BoxFolder folder;
  private final Recording recording;
  private final Running running;
  private final Thread hook = new Thread(this::end, "whittle-sandbox-end");

  private Sandbox(Guest guest, Host host, BoxFolder folder, Recording recording, Running running) {
    this.guest = guest;
    this.host = host;
    this.folder = folder;
    this.recording = recording;
    this.running = running;
  }

  /** Unpacks and starts; records nothing. */
  public static Sandbox start(Host host, Guest guest, Path parent, Progress progress)
      throws IOException {
    return start(host, guest, parent, false, progress);
  }

  /**
   * Unpacks, starts, and records what the program touches; tells what the recorders cannot see.
   *
   * @param parent of the folder that the image is unpacked into; made if it is not there
   */
  public static Sandbox recorded(Host host, Guest guest, Path parent, Progress progress)
      throws IOException {
    return start(host, guest, parent, true, progress);
  }

  private static Sandbox start(
      Host host, Guest guest, Path parent, boolean records, Progress progress) throws IOException {
    if (!guest.program().network() && !host.way().takesNetworkAway()) {
      progress.warn(
          "the program has the network of this machine: by %s it cannot be taken away here"
              .formatted(host.way().name()));
    }
    progress.debug("Runs %s by %s".formatted(guest.program().words(), host));
    var folder = new BoxFolder(parent, host.identity());
    try {
      var recording = records ? Recording.of(host, folder, progress) : Recording.none();
      new Unpacking(guest.tree(), folder.root(), host.identity(), progress).run();
      var box = Box.prepare(folder.root(), guest.tree(), guest.program());
      var command = host.way().command(box, guest.program(), host.identity(), recording.recorder());
      var running =
          Running.start(command, folder.root(), host.way().hasProcessNamespace(), progress::info);
      var sandbox = new Sandbox(guest, host, folder, recording, running);
      Runtime.getRuntime().addShutdownHook(sandbox.hook);
      return sandbox;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Waits for the program to end by itself.
   *
   * @return its exit code (128 and the number of the signal, if one ended it); empty if it goes on
   */
  public Optional<Integer> await(Duration limit) throws IOException {
    return running.await(limit);
  }

  public boolean hasEnded() {
    return running.hasEnded();
  }

  /** What the program wrote so far, errors included; of very much, the beginning. */
  public String output() {
    return running.text();
  }

  /**
   * Asks the program to end, and ends it if it does not within ten seconds.
   *
   * @param signal by name, with SIG or without, or number
   */
  public void stop(String signal) throws IOException {
    if (!running.hasEnded()) {
      running.signal(signal.replaceFirst("^SIG", ""));
      if (running.await(PATIENCE).isEmpty()) {
        running.kill();
      }
    }
  }

  /**
   * What the program touched; asked when it has ended.
   *
   * @throws InvalidInputException if nothing was to be recorded
   */
  public Trace trace() throws IOException {
    running.kill();
    return recording.trace(guest, host, folder);
  }

  private void end() {
    try {
      running.kill();
      folder.close();
    } catch (IOException e) {
      // Maven ends; the next run removes the folder.
    }
  }

  /** Ends the program if it runs still, and removes what was unpacked. */
  @Override
  public void close() throws IOException {
    running.kill();
    folder.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already.
    }
  }
}
