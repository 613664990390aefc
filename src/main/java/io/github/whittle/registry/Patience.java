package io.github.whittle.registry;

import com.google.cloud.tools.jib.global.JibSystemProperties;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a registry is waited for, and how often.
 *
 * @param connect until it accepts a connection, and once more until it says its {@link FirstWord}
 * @param stall without a byte moved or a request answered, then the attempt is ended
 * @param store until it answers to what was sent whole, which it must store first
 * @param tries of one step, the first included
 */
record Patience(Duration connect, Duration stall, Duration store, int tries, Pause pause) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration STALL = Duration.ofSeconds(60);
  private static final Duration STORE = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int TRIES = 5;
  private static final long FIRST_PAUSE_MILLIS = 500;

  /** Waits before a step is tried again, at least as long as the registry asked us to. */
  @FunctionalInterface
  interface Pause {
    void before(int nextTry, Duration asked) throws InterruptedException;
  }

  /** Who gave Jib more patience, by jib.httpTimeout in milliseconds, has it here too. */
  static Patience standard() {
    var jib = Duration.ofMillis(JibSystemProperties.getHttpTimeout());
    var stall = jib.compareTo(STALL) > 0 ? jib : STALL;
    return new Patience(CONNECT, stall, STORE, TRIES, Patience::pause);
  }

  /** Whether a registry asks for more than anybody who watches a build would wait. */
  boolean tooLong(Duration asked) {
    return asked.compareTo(LONGEST) > 0;
  }

  /** 0.5 s, 1 s, 2 s, 4 s, each half as much more or less, so that clients do not march in step. */
  private static void pause(int nextTry, Duration asked) throws InterruptedException {
    long millis = FIRST_PAUSE_MILLIS << (nextTry - 2);
    Thread.sleep(asked.toMillis() + millis / 2 + ThreadLocalRandom.current().nextLong(millis));
  }
}
