package io.github.whittle.maven;

import io.github.whittle.user.Progress;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;

/**
 * Tells Maven's log. Long work gets a plain line every five seconds, on a terminal too: Maven mixes
 * the output of modules that it builds at the same time, so a line that is drawn over would be
 * torn.
 */
public final class MavenProgress implements Progress {
  private final Log log;
  private final LongSupplier nanos;

  public MavenProgress(Log log) {
    this(log, System::nanoTime);
  }

  MavenProgress(Log log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  @Override
  public void debug(String message) {
    log.debug(message);
  }

  @Override
  public void info(String message) {
    log.info(message);
  }

  @Override
  public void warn(String message) {
    log.warn(message);
  }

  @Override
  public Meter meter(String what, long bytes, int blobs) {
    return new LineMeter(this::info, nanos, what, bytes, blobs);
  }
}
