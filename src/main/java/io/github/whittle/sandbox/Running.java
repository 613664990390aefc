package io.github.whittle.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program in its sandbox, from its start to its end; when it has ended, nothing of it is left.
 */
final class Running {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path root;
  private final boolean ownProcesses;
  private final CompletableFuture<Process> started = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private Output output;

  private Running(Path root, boolean ownProcesses) {
    this.root = root;
    this.ownProcesses = ownProcesses;
  }

  /**
   * @param root of the image, by which its processes are known
   * @param ownProcesses whether all of them end when the first one is killed
   * @param lines takes what the program writes
   */
  static Running start(
      List<String> command, Path root, boolean ownProcesses, Consumer<String> lines)
      throws IOException {
    var running = new Running(root, ownProcesses);
    // A thread that lives as long as the program: the kernel ends the program with the thread that
    // made it, and so with Maven, however Maven ends.
    var thread = new Thread(() -> running.run(command, lines), "whittle-sandbox");
    thread.setDaemon(true);
    thread.start();
    running.await(running.started, PATIENCE);
    return running;
  }

  private void run(List<String> command, Consumer<String> lines) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      output = new Output(process.getInputStream(), lines);
      started.complete(process);
      int code = process.waitFor();
      output.drain(PATIENCE.toMillis());
      ended.complete(code);
    } catch (IOException | InterruptedException e) {
      started.completeExceptionally(e);
      ended.completeExceptionally(e);
    }
  }

  /** The exit code (128 and the signal's number, if one ended it); empty if it goes on. */
  Optional<Integer> await(Duration limit) throws IOException {
    return await(ended, limit);
  }

  private <T> Optional<T> await(CompletableFuture<T> what, Duration limit) throws IOException {
    try {
      return Optional.of(what.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  /** What the program wrote so far, from its beginning. */
  String text() {
    return output.text();
  }

  /** Sends a signal to the program itself, for example {@code TERM}. */
  void signal(String name) throws IOException {
    var program = program();
    if (program.isPresent()) {
      HostCommand.failure(
          List.of(
              HostTools.named("sh"),
              "-c",
              "kill -s \"$1\" \"$2\"",
              "sh",
              name,
              Long.toString(program.get().pid())));
    }
  }

  /** The image's program: the topmost process that sees the image as its root. */
  private Optional<ProcessHandle> program() {
    return started
        .join()
        .descendants()
        .filter(this::isInside)
        .filter(p -> !p.info().command().orElse("").endsWith("/bwrap"))
        .min((a, b) -> Long.compare(depth(a), depth(b)));
  }

  private static long depth(ProcessHandle process) {
    return Stream.iterate(process.parent(), Optional::isPresent, p -> p.get().parent()).count();
  }

  private boolean isInside(ProcessHandle process) {
    try {
      var seen = Path.of("/proc", Long.toString(process.pid()), "root", ".");
      return key(seen).equals(key(root));
    } catch (IOException e) {
      return false; // It has ended.
    }
  }

  private static Object key(Path folder) throws IOException {
    return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
  }

  /** Ends everything at once, and waits until it has ended. */
  void kill() {
    var process = started.join();
    var all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    if (ownProcesses) {
      process.destroyForcibly();
    } else {
      process.destroy(); // Its first process finds the others, and ends them.
    }
    all.forEach(Running::gone);
    process.destroyForcibly();
  }

  private static void gone(ProcessHandle process) {
    process
        .onExit()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(e -> null)
        .join();
  }
}
