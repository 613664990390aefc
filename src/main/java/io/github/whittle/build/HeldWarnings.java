package io.github.whittle.build;

import io.github.whittle.user.Progress;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Keeps warnings back until it is sure that there will be an image that they are about: beside an
 * error most are wrong, or no matter. What holds for several platforms is said once.
 */
final class HeldWarnings implements Progress {
  private final Progress progress;
  private final Set<String> warnings = new LinkedHashSet<>();

  HeldWarnings(Progress progress) {
    this.progress = progress;
  }

  /** Says them, in their order. */
  void tell() {
    warnings.forEach(progress::warn);
    warnings.clear();
  }

  @Override
  public void debug(String message) {
    progress.debug(message);
  }

  @Override
  public void info(String message) {
    progress.info(message);
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }

  @Override
  public Meter meter(String what, long bytes, int blobs) {
    return progress.meter(what, bytes, blobs);
  }
}
