package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.credentials.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAKEYASNAME",
        "AKIAIOSFODNN7EXAMPLE",
        "dop_v1_5f3c9a1e7b2d",
        "550e8400-e29b-41d4-a716-446655440000",
        "glpat-aB3dE5fG7hI9jK1l",
        "9f8a7b6c5d4e"
      })
  void takesOutAKeyThatStandsForAName(String key) {
    assertThat(Redaction.of(new Credentials(key, "x/y")).apply("denied for %s.".formatted(key)))
        .isEqualTo("denied for ***.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "me",
        "app",
        "jane.doe@example.com",
        "oauth2accesstoken",
        "_json_key",
        "gitlab+deploy-token-123",
        "github-actions",
        "robot$team+ci",
        "BuildAgent7",
        "Administrator",
        "AWS"
      })
  void leavesNames(String name) {
    var text = "denied for %s.".formatted(name);
    assertThat(Redaction.of(new Credentials(name, "x/y")).apply(text)).isEqualTo(text);
  }

  @Test
  void leavesNothingOfAKeyThatHoldsThePassword() {
    assertThat(Redaction.of(new Credentials("T0K3N-S3CR3T", "S3CR3T")).apply("no T0K3N-S3CR3T"))
        .isEqualTo("no ***");
  }

  @Test
  @Timeout(5)
  void isQuickForLongNames() {
    var name = "a".repeat(5_000) + "!";
    assertThat(Redaction.of(new Credentials(name, "x")).apply(name)).isEqualTo("***");
  }
}
