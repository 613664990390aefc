package io.github.whittle.registry;

import io.github.whittle.user.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link Progress} that remembers all it was told. */
final class Notes implements Progress, Progress.Meter {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final AtomicLong bytes = new AtomicLong();
  final AtomicLong blobs = new AtomicLong();

  @Override
  public void debug(String message) {
    lines.add("debug " + message);
  }

  @Override
  public void info(String message) {
    lines.add("info " + message);
  }

  @Override
  public void warn(String message) {
    lines.add("warn " + message);
  }

  @Override
  public Meter meter(String what, long total, int count) {
    lines.add("meter %s %d %d".formatted(what, total, count));
    return this;
  }

  @Override
  public void bytes(long count) {
    bytes.addAndGet(count);
  }

  @Override
  public void blob() {
    blobs.incrementAndGet();
  }

  @Override
  public void close() {
    lines.add("meter closed");
  }
}
