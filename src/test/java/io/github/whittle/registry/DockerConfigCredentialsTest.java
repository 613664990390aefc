package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigCredentialsTest {
  @TempDir Path home;
  private final Notes notes = new Notes();

  private Optional<Credentials> find(String registry, String json) throws IOException {
    Files.writeString(home.resolve("config.json"), json);
    return new DockerConfigCredentials(home.resolve("config.json"), notes).find(registry);
  }

  @Test
  void findsWhatDockerLoginLeft() throws IOException {
    var json = "{\"auths\": {\"localhost:5000\": {\"auth\": \"dTpwOnE=\"}}}";
    assertThat(find("localhost:5000", json)).contains(new Credentials("u", "p:q"));
    assertThat(find("localhost:5001", json)).isEmpty();
    assertThat(notes.lines).noneMatch(line -> line.contains("p:q") || line.contains("dTpwOnE="));
  }

  @Test
  void findsDockerHubByItsOldName() throws IOException {
    var json = "{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"dTpwOnE=\"}}}";
    assertThat(find("registry-1.docker.io", json)).contains(new Credentials("u", "p:q"));
  }

  @Test
  void looksWhereTheEnvironmentSaysElseAtHome() throws IOException {
    var json = "{\"auths\": {\"r.example\": {\"username\": \"%s\", \"password\": \"p\"}}}";
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), json.formatted("home"));
    Files.createDirectories(home.resolve("ci"));
    Files.writeString(home.resolve("ci/config.json"), json.formatted("ci"));

    var ci = Map.of("DOCKER_CONFIG", home.resolve("ci").toString());
    assertThat(DockerConfigCredentials.from(ci, home, notes).find("r.example"))
        .contains(new Credentials("ci", "p"));
    assertThat(DockerConfigCredentials.from(Map.of(), home, notes).find("r.example"))
        .contains(new Credentials("home", "p"));
  }

  @Test
  void findsNothingWithoutAConfiguration() {
    var source = DockerConfigCredentials.from(Map.of(), home, notes);
    assertThat(source.find("r.example")).isEmpty();
    assertThat(source.orElse(CredentialsSource.of(new Credentials("u", "p"))).find("r.example"))
        .contains(new Credentials("u", "p"));
  }

  @Test
  void goesOnWithoutAHelperThatIsNotThere() throws IOException {
    var json = "{\"credHelpers\": {\"r.example\": \"none-such-whittle\"}}";
    assertThat(find("r.example", json)).isEmpty();
    assertThat(notes.lines).anyMatch(line -> line.contains("helper"));
  }

  @Test
  void quotesNothingOfAFileThatIsBroken() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> find("r.example", "{\n\"auths\": s3cr3t"))
        .withMessageContaining("the JSON is wrong near line 2")
        .withMessageNotContaining("s3cr3t")
        .withNoCause();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> find("r.example", "{\"auths\": {\"r.example\": {\"auth\": \"s3-cr3t\"}}}"))
        .withMessageContaining("docker login r.example")
        .withMessageNotContaining("s3-cr3t")
        .withNoCause();
  }
}
