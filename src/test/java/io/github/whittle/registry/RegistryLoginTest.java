package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Json;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.FakeRegistryAnswer;
import io.github.whittle.support.FakeRegistryFault;
import io.github.whittle.support.RegistryLayout;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryLoginTest {
  private static final String USER = "somebody";
  private static final String PASSWORD = "pass w/rd+1";

  @TempDir Path folder;
  @AutoClose private final FakeRegistry registry = new FakeRegistry();
  private final Door door = new Door(registry.host());
  private OciLayout layout;

  @BeforeEach
  void makeAnImage() throws IOException {
    layout = new RegistryLayout(folder).single(1_000);
  }

  @AfterEach
  void nothingWasLeaked() {
    assertThat(door.notes.lines).noneMatch(RegistryLoginTest::holdsSecret);
  }

  private static boolean holdsSecret(String text) {
    var both = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes());
    return text.contains(PASSWORD) || text.contains("pass+w") || text.contains(both);
  }

  private RegistryException refused() {
    var refused =
        assertThatExceptionOfType(RegistryException.class)
            .isThrownBy(() -> door.push().push(layout, door.to()))
            .actual();
    var trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).matches(text -> !holdsSecret(text), "holds no secret");
    assertThat(registry.repository("team/app").tags()).isEmpty();
    return refused;
  }

  private void pushes() throws Exception {
    door.push().push(layout, door.to());
    assertThat(registry.repository("team/app").tags()).containsKey("1.0");
  }

  @Test
  void pushesWithUserNameAndPassword() throws Exception {
    registry.requireBasic(USER, PASSWORD);
    door.with(USER, PASSWORD);
    pushes();
  }

  @Test
  void pushesWithAToken() throws Exception {
    registry.requireBearer(USER, PASSWORD);
    door.with(USER, PASSWORD);
    pushes();
    assertThat(registry.requests("GET /token")).hasSize(1);
  }

  @Test
  void getsANewTokenWhenTheOldOneExpired() throws Exception {
    registry.requireBearer(USER, PASSWORD);
    registry.misbehave(
        "PATCH .*",
        (request, real) -> {
          registry.expireTokens();
          return real.answer(request);
        },
        1);
    door.with(USER, PASSWORD);
    door.push(1).push(layout, door.to());
    assertThat(registry.requests("GET /token")).hasSize(2);
  }

  @Test
  void waitsForATokenServerThatIsDown() throws Exception {
    registry.requireBearer(USER, PASSWORD);
    registry.misbehave("GET /token", FakeRegistryFault.status(503), 1);
    door.with(USER, PASSWORD);
    pushes();
  }

  @Test
  void saysThatThereAreNoCredentials() {
    registry.requireBasic(USER, PASSWORD);
    assertThat(refused())
        .hasMessageContaining(
            "the registry answered 401. No credentials were found for it: log in with:"
                + " docker login "
                + registry.host());
  }

  @Test
  void saysThatThereAreNoCredentialsForAToken() {
    registry.requireBearer(USER, PASSWORD);
    assertThat(refused()).hasMessageContaining("No credentials were found for it");
  }

  @Test
  void saysThatThePasswordIsWrong() {
    registry.requireBasic(USER, "another");
    door.with(USER, PASSWORD);
    assertThat(refused())
        .hasMessageContaining("the registry answered 401")
        .hasMessageEndingWith(
            "The credentials are wrong or have expired: log in with: docker login "
                + registry.host());
  }

  /** Logging in would not help where another place is asked first. */
  @Test
  void saysWhereTheWrongPasswordIsFrom() {
    registry.requireBasic(USER, "another");
    door.with(
        CredentialsSource.of(new Credentials(USER, PASSWORD))
            .told("<servers> of settings.xml", Progress.silent()));
    assertThat(refused())
        .hasMessageEndingWith(
            "The credentials from <servers> of settings.xml are wrong or have expired: correct them"
                + " there; if they are of a login, log in with: docker login "
                + registry.host());
  }

  @Test
  void saysThatTheTokenServerFindsThePasswordWrong() {
    registry.requireBearer(USER, "another");
    door.with(USER, PASSWORD);
    assertThat(refused())
        .hasMessageContaining(
            "cannot log in: the registry's token server answered 401 (UNAUTHORIZED: wrong"
                + " credentials). The credentials are wrong or have expired");
  }

  @Test
  void saysThatTheUserMayNotPull() throws Exception {
    registry.misbehave("GET .*/manifests/.*", FakeRegistryFault.status(403));
    try (var reader = new Door(registry.host()).with("somebody", "secret").openToRead()) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> reader.tagged("1.0"))
          .withMessageContaining("the registry answered 403")
          .withMessageEndingWith(". The credentials do not allow to pull from here");
    }
  }

  @Test
  void saysThatTheUserMayNotPush() {
    registry.requireBasic(USER, PASSWORD);
    registry.misbehave("POST .*", FakeRegistryFault.status(403));
    door.with(USER, PASSWORD);
    assertThat(refused())
        .hasMessageContaining("the registry answered 403")
        .hasMessageEndingWith(
            "The credentials do not allow to push here, or the repository must be created first");
  }

  @Test
  void saysThatTheTokenIsNotForPushing() {
    registry.requireBearer(USER, PASSWORD);
    var challenge =
        "Bearer"
            + " realm=\"http://%s/token\",service=\"fake\",scope=\"repository:team/app:pull,push\",error=\"insufficient_scope\"";
    registry.misbehave(
        "POST .*/blobs/.*",
        (request, real) ->
            FakeRegistryAnswer.error(401, "UNAUTHORIZED", "authentication required")
                .with("WWW-Authenticate", challenge.formatted(registry.host())));
    door.with(USER, PASSWORD);
    assertThat(refused())
        .hasMessageContaining("the registry answered 401 (UNAUTHORIZED: authentication required)")
        .hasMessageEndingWith(
            "The credentials do not allow to push here, or the repository must be created first");
    assertThat(registry.requests("GET /token")).hasSize(1);
  }

  /** Some give the token under its newer name only, and leave the older one empty. */
  @ParameterizedTest
  @ValueSource(strings = {USER, "<token>"})
  void passesOverAnEmptyToken(String user) throws Exception {
    registry.requireBearer(user, PASSWORD);
    registry.misbehave(
        "(GET|POST) /token",
        (request, real) -> {
          var answer = real.answer(request);
          var token = Json.read(answer.body(), "the token").path("token").asText();
          var json = Json.object().put("token", "").put("access_token", token);
          return answer.withBody(Json.write(json));
        });
    door.with(user, PASSWORD);
    pushes();
  }

  @Test
  void saysThatTheTokenServerSendsUsRoundInACircle() {
    registry.requireBearer(USER, PASSWORD);
    registry.misbehave(
        "GET /token",
        (request, real) ->
            FakeRegistryAnswer.of(302)
                .with("Location", "http://%s/token?code=s3cr3t".formatted(registry.host())));
    door.with(USER, PASSWORD);
    assertThat(refused())
        .hasMessage(
            "%s/team/app: cannot log in: the registry's token server sends us round in a circle"
                + " (302 to %s). Have the address looked into that it has for itself, and a proxy"
                + " before it",
            registry.host(), registry.host());
    assertThat(door.notes.lines).noneMatch(line -> line.contains("s3cr3t"));
  }

  @Test
  void keepsTheTokenOutOfTheErrorIfTheTokenServerGivesNone() {
    registry.requireBearer(USER, PASSWORD);
    registry.misbehave(
        "(GET|POST) /token", (request, real) -> real.answer(request).withBody("{}".getBytes()));
    door.with("<token>", PASSWORD);
    assertThat(refused()).hasMessageContaining("the registry's token server gave no token");
  }

  @Test
  void saysThatTheTokenServerIsALoginPage() {
    registry.requireBearer(USER, PASSWORD);
    var page = "<html>" + "<p>Who are you?</p>".repeat(1_000);
    registry.misbehave("GET /token", FakeRegistryFault.body(page.getBytes()));
    door.with(USER, PASSWORD);
    assertThat(refused())
        .hasMessage(
            "%s/team/app: cannot log in: the registry's token server gave no token. It may be"
                + " a proxy or a login page: check host and port",
            registry.host());
    assertThat(registry.requests("GET /token")).hasSize(1);
  }

  @Test
  void triesAgainWhereTheTokenBreaksOff() throws Exception {
    registry.requireBearer(USER, PASSWORD);
    registry.misbehave("GET /token", FakeRegistryFault.cutAfter(5), 1);
    door.with(USER, PASSWORD);
    pushes();
  }

  @Test
  void keepsAPasswordThatTheRegistryRepeatsOutOfTheError() {
    registry.misbehave("POST .*", FakeRegistryFault.error(400, "NO", "what is " + PASSWORD + "?"));
    door.with(USER, PASSWORD);
    assertThat(refused()).hasMessageContaining("(NO: what is ***?)");
  }

  @Test
  void hidesBothInTheTextOfCredentials() {
    assertThat(new Credentials(USER, PASSWORD)).hasToString("credentials");
  }
}
