package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedInTest {
  private final List<Object> opened = new ArrayList<>();

  private LoggedIn fails(Exception e) {
    return new LoggedIn(
        () -> {
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
            () -> {
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
}
