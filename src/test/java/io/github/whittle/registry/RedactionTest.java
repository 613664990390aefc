package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.credentials.Credentials;
import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void takesOutEverySpellingOfThePassword() {
    var redaction = Redaction.of(new Credentials("me", "a b"));
    assertThat(redaction.apply("me, a b, a+b, bWU6YSBi")).isEqualTo("me, ***, ***, ***");
  }

  @Test
  void takesOutQueriesAndColours() {
    assertThat(Redaction.NONE.apply("\u001B[31;1mGET https://r/x?sig=1&k=2 failed\u001B[0m"))
        .isEqualTo("GET https://r/x?... failed");
  }

  @Test
  void leavesAllElseWithoutAPassword() {
    assertThat(Redaction.of(new Credentials("", "")).apply("plain: text")).isEqualTo("plain: text");
  }
}
