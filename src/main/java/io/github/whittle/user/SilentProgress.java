package io.github.whittle.user;

/** A {@link Progress} that nobody reads. */
enum SilentProgress implements Progress, Progress.Meter {
  INSTANCE;

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public Meter meter(String what, long bytes, int blobs) {
    return this;
  }

  @Override
  public void bytes(long count) {}

  @Override
  public void blob() {}

  @Override
  public void close() {}
}
