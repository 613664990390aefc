package io.github.whittle.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.image.ImageReference;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthFileTest {
  private static final Credentials USER = new Credentials("u", "p:q");

  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();

  private Optional<Credentials> find(String image, String json) throws IOException {
    var file = Files.writeString(folder.resolve("config.json"), json);
    return new AuthFile(file, Duration.ofSeconds(20), progress).find(ImageReference.parse(image));
  }

  @Test
  void findsWhatDockerLoginLeft() throws IOException {
    var json = "{\"auths\": {\"localhost:5000\": {\"auth\": \"dTpwOnE=\"}}}";
    assertThat(find("localhost:5000/a", json)).contains(USER);
    assertThat(find("localhost:5001/a", json)).isEmpty();
    assertThat(find("localhost/a", json)).isEmpty();
    assertThat(progress.toString()).doesNotContain("p:q", "dTpwOnE=");
  }

  @Test
  void findsDockerHubByEachOfItsNames() throws IOException {
    for (var name : RegistryNames.of(ImageReference.parse("a"))) {
      for (var key : new String[] {name, "https://" + name + "/v1/", name + "/v2"}) {
        var json = "{\"auths\": {\"%s\": {\"auth\": \"dTpwOnE=\"}}}".formatted(key);
        assertThat(find("team/app", json)).as(key).contains(USER);
        assertThat(find("r.example/app", json)).as(key).isEmpty();
      }
    }
  }

  /** As docker and podman have it: some set-ups only touch the file. */
  @Test
  void findsNothingInAFileThatIsEmpty() throws IOException {
    for (var empty : new String[] {"", "\n"}) {
      assertThat(find("r.example/a", empty)).isEmpty();
    }
    assertThat(progress.toString()).contains("config.json' is empty");
  }

  @Test
  void prefersTheNarrowestNamespace() throws IOException {
    var json =
        """
        {"auths": {
          "r.example": {"username": "all", "password": "p"},
          "r.example/team": {"username": "team", "password": "p"},
          "r.example/team/app": {"username": "app", "password": "p"}}}
        """;
    assertThat(find("r.example/team/app", json)).contains(new Credentials("app", "p"));
    assertThat(find("r.example/team/other", json)).contains(new Credentials("team", "p"));
    assertThat(find("r.example/teams/app", json)).contains(new Credentials("all", "p"));
    var team = "{\"auths\": {\"r.example/team\": {\"auth\": \"dTpwOnE=\"}}}";
    assertThat(find("r.example/team/app", team)).contains(USER);
    assertThat(find("r.example/other", team)).isEmpty();
  }

  @Test
  void takesAnIdentityTokenForWhatItIs() throws IOException {
    var json = "{\"auths\": {\"r.example\": {\"auth\": \"dTo=\", \"identitytoken\": \"long\"}}}";
    assertThat(find("r.example/a", json)).contains(new Credentials("<token>", "long"));
  }

  @Test
  void goesOnWithoutAHelperThatIsNotThere() throws IOException {
    var json =
        """
        {"credHelpers": {"r.example": "none-such-whittle"},
         "auths": {"r.example": {"auth": "dTpwOnE="}}}
        """;
    assertThat(find("r.example/a", json)).contains(USER);
    assertThat(progress.toString())
        .contains("the credential helper docker-credential-none-such-whittle cannot be run");
    assertThat(find("other.example/a", json)).isEmpty();
  }

  @Test
  void findsTheHelperOfDockerHubByDockersName() throws IOException {
    var json = "{\"credHelpers\": {\"https://index.docker.io/v1/\": \"none-such-whittle\"}}";
    assertThat(find("team/app", json)).isEmpty();
    assertThat(progress.toString())
        .contains("the credential helper docker-credential-none-such-whittle cannot be run");
  }

  @Test
  void takesAHelperThatIsNullForNone() throws IOException {
    var json = "{\"credsStore\": null, \"auths\": {\"r.example\": {\"auth\": \"dTpwOnE=\"}}}";
    assertThat(find("r.example/a", json)).contains(USER);
    assertThat(progress.toString()).doesNotContain("docker-credential-");
  }

  @Test
  void quotesNothingOfAFileThatIsBroken() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> find("r.example/a", "{\n\"auths\": s3cr3t"))
        .withMessageContaining("the JSON is wrong near line 2")
        .withMessageNotContaining("s3cr3t")
        .withNoCause();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> find("r.example/a", "{\"auths\": {\"r.example\": {\"auth\": \"s3-cr3t\"}}}"))
        .withMessageContaining("docker login r.example")
        .withMessageNotContaining("s3-cr3t")
        .withNoCause();
  }
}
