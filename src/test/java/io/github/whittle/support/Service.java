package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real program that serves until the test ends it; what it says goes into a file. */
public final class Service implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Tool tool;
  private final Process process;
  private final Path log;

  private Service(Tool tool, Process process, Path log) {
    this.tool = tool;
    this.process = process;
    this.log = log;
  }

  /** What shows that a service is there. */
  @FunctionalInterface
  public interface Sign<T> {
    /** Empty while there is none. */
    Optional<T> look() throws IOException;
  }

  /**
   * Starts a program.
   *
   * @param tool with all its arguments
   * @param log for what it says
   */
  public static Service start(Tool tool, Path log) throws IOException {
    var process = tool.start(log);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Service(tool, process, log);
  }

  /** Waits for the sign; fails with what the program said if it ends before, or takes too long. */
  public <T> T await(Sign<T> sign) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      var seen = sign.look();
      if (seen.isPresent()) {
        return seen.get();
      }
      pause();
    }
    close();
    throw new AssertionError(tool.path() + " does not answer:\n" + Files.readString(log));
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + tool.path(), e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
