package io.github.whittle.user;

/** Where a long piece of work tells how far it is, and what the user should know. */
public interface Progress {
  /** For those who look for a fault. */
  void debug(String message);

  /** A fact of the past, for everyone. */
  void info(String message);

  /** Something that may not be what the user wants. */
  void warn(String message);

  /**
   * Begins a piece of work that may be long.
   *
   * @param what in the present tense, for example {@code Pushing}
   * @param bytes how many there are to do
   * @param blobs how many things the bytes make up
   */
  Meter meter(String what, long bytes, int blobs);

  /** Counts one piece of work; may be called from several threads. */
  interface Meter extends AutoCloseable {
    /** Some more bytes are done; negative where work is done again. */
    void bytes(long count);

    /** One more blob is done. */
    void blob();

    @Override
    void close();
  }

  /** Says nothing. */
  static Progress silent() {
    return SilentProgress.INSTANCE;
  }
}
