package io.github.whittle.support;

import io.github.whittle.user.Progress;
import java.util.ArrayList;
import java.util.List;

/** Keeps what everyone is told. */
public final class RecordedProgress implements Progress {
  private final List<String> lines = new ArrayList<>();

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public void clear() {
    lines.clear();
  }

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {
    lines.add(message);
  }

  @Override
  public void warn(String message) {
    lines.add("warning: " + message);
  }

  @Override
  public Meter meter(String what, long bytes, int blobs) {
    return Progress.silent().meter(what, bytes, blobs);
  }
}
