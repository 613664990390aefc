package io.github.whittle.registry;

import com.google.cloud.tools.jib.global.JibSystemProperties;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a registry is waited for, and how often.
 *
 * @param connect until it accepts a connection
 * @param answer until a local or insecure registry says which protocol it speaks
 * @param stall without a byte moved or a request answered, then the attempt is ended
 * @param tries of one step, the first included
 */
record Patience(Duration connect, Duration answer, Duration stall, int tries, Pause pause) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration STALL = Duration.ofSeconds(60);
  private static final int TRIES = 5;
  private static final long FIRST_PAUSE_MILLIS = 500;

  /** Waits before a step is tried again. */
  @FunctionalInterface
  interface Pause {
    void before(int nextTry) throws InterruptedException;
  }

  /** Jib ends a wait for an answer earlier: after jib.httpTimeout milliseconds, else 20 s. */
  static Patience standard() {
    long jib = JibSystemProperties.getHttpTimeout();
    var stall = jib > STALL.toMillis() ? Duration.ofMillis(jib) : STALL;
    return new Patience(CONNECT, ANSWER, stall, TRIES, Patience::pause);
  }

  /** 0.5 s, 1 s, 2 s, 4 s, each half as much more or less, so that clients do not march in step. */
  private static void pause(int nextTry) throws InterruptedException {
    long millis = FIRST_PAUSE_MILLIS << (nextTry - 2);
    Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis));
  }
}
