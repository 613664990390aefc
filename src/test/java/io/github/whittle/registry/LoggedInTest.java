package io.github.whittle.registry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoggedInTest {
  private static final long LIMIT = 30;

  private final List<Object> opened = new ArrayList<>();

  private LoggedIn fails(Exception e) {
    return new LoggedIn(
        begun -> {
          opened.add(e);
          if (e instanceof RegistryException refusal) {
            throw refusal;
          }
          throw (InvalidInputException) e;
        });
  }

  @Test
  void badCredentialsAreAnErrorForWhoeverAsksButAreTriedOnce() {
    for (var e : List.of(new RegistryException("401"), new InvalidInputException("no helper"))) {
      var loggedIn = fails(e);
      opened.clear();
      assertThat(catchThrowable(loggedIn::get)).isSameAs(e);
      assertThat(catchThrowable(loggedIn::get)).isSameAs(e);
      assertThat(opened).hasSize(1);
      assertThat(loggedIn.known()).isEmpty();
    }
  }

  @Test
  void noCredentialsAreLookedForOnce() throws Exception {
    var loggedIn =
        new LoggedIn(
            begun -> {
              opened.add("");
              return Optional.empty();
            });
    assertThat(loggedIn.get()).isEmpty();
    assertThat(loggedIn.get()).isEmpty();
    assertThat(opened).hasSize(1);
  }

  @Test
  void nothingIsOpenedOnceItIsClosed() throws Exception {
    var loggedIn = fails(new RegistryException("401"));
    loggedIn.close();
    assertThat(loggedIn.get()).isEmpty();
    assertThat(opened).isEmpty();
  }

  /**
   * Who closes waits for nobody; what the login waits for ends, and whoever waits for it goes on.
   */
  @Test
  void aLoginThatRunsIsEnded() throws Exception {
    var runs = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var loggedIn =
        new LoggedIn(
            begun -> {
              begun.accept(end::countDown);
              runs.countDown();
              await(end);
              throw new RegistryException("ended");
            });
    var first = CompletableFuture.supplyAsync(() -> catchThrowable(loggedIn::get));
    await(runs);
    var second = CompletableFuture.supplyAsync(() -> catchThrowable(loggedIn::get));
    loggedIn.close();
    assertThat(first.get(LIMIT, SECONDS)).isNull();
    assertThat(second.get(LIMIT, SECONDS)).isNull();
    assertThat(loggedIn.get()).isEmpty();
  }

  @Test
  void whatIsBegunAfterItIsClosedIsEndedAtOnce() throws Exception {
    var runs = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var loggedIn =
        new LoggedIn(
            begun -> {
              runs.countDown();
              await(closed);
              begun.accept(ended::countDown);
              return Optional.empty();
            });
    var login = CompletableFuture.supplyAsync(() -> catchThrowable(loggedIn::get));
    await(runs);
    loggedIn.close();
    closed.countDown();
    assertThat(login.get(LIMIT, SECONDS)).isNull();
    await(ended);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
