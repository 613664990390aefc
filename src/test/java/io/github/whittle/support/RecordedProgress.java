package io.github.whittle.support;

import io.github.whittle.user.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what everyone is told; its text has what is for the debug log, too. */
public final class RecordedProgress implements Progress {
  private final List<String> lines = new ArrayList<>();
  private final List<String> all = new CopyOnWriteArrayList<>();

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public void clear() {
    lines.clear();
    all.clear();
  }

  @Override
  public void debug(String message) {
    all.add("debug: " + message);
  }

  @Override
  public void info(String message) {
    lines.add(message);
    all.add("info: " + message);
  }

  @Override
  public void warn(String message) {
    lines.add("warning: " + message);
    all.add("warning: " + message);
  }

  @Override
  public Meter meter(String what, long bytes, int blobs) {
    return Progress.silent().meter(what, bytes, blobs);
  }

  @Override
  public String toString() {
    return String.join("\n", all);
  }
}
