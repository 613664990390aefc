package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.image.ImageReference;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest {
  private final Settings settings = new Settings();
  private final RecordedProgress progress = new RecordedProgress();

  private Optional<Credentials> find(String image) {
    return new Servers(settings, TestDecrypter::new, progress).find(ImageReference.parse(image));
  }

  private ServersTest server(String id, String username, String password) {
    var server = new Server();
    server.setId(id);
    server.setUsername(username);
    server.setPassword(password);
    settings.addServer(server);
    return this;
  }

  @Test
  void findsByHostAndPortThenByHost() {
    server("r.example", "host", "p").server("r.example:5000", "port", "p");
    assertThat(find("r.example:5000/a")).contains(new Credentials("port", "p"));
    assertThat(find("r.example:5001/a")).contains(new Credentials("host", "p"));
    assertThat(find("r.example/a")).contains(new Credentials("host", "p"));
    assertThat(find("a.example/a")).isEmpty();
  }

  @Test
  void findsDockerHubByWhatPeopleCallIt() {
    server("docker.io", "hub", "{p}");
    assertThat(find("team/app")).contains(new Credentials("hub", "p"));
  }

  @Test
  void findsDockerHubByWhatDockerWrites() {
    server("https://index.docker.io/v1/", "hub", "p");
    assertThat(find("team/app")).contains(new Credentials("hub", "p"));
    assertThat(find("r.example/team/app")).isEmpty();
  }

  @Test
  void passesOverAServerWithoutAPassword() {
    server("r.example:1", "u", null).server("r.example", "u", "p");
    assertThat(find("r.example:1/a")).contains(new Credentials("u", "p"));
  }

  @Test
  void saysThatAPasswordCannotBeDecrypted() {
    server("r.example", "u", "{broken}");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> find("r.example/a"))
        .withMessageContaining("the password of <server><id>r.example</id> cannot be decrypted")
        .withMessageNotContaining("broken")
        .withNoCause();
  }

  /** Both Maven 3.8 and 4 send it so to a repository. */
  @ParameterizedTest
  @ValueSource(strings = {"a{b}c", "{a}{b}c", "a{b} {c}"})
  void usesAPlainPasswordWithBracesAsItIs(String password) {
    server("r.example", "u", password);
    assertThat(find("r.example/a")).contains(new Credentials("u", password));
    assertThat(progress.toString())
        .contains("the password of <server><id>r.example</id> cannot be decrypted; it has braces")
        .doesNotContain(password);
  }

  @Test
  void takesNoEncryptedPasswordWithWordsAroundForPlain() {
    server("r.example", "u", "of May {" + "Ab1+".repeat(8) + "}");
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> find("r.example/a"));
  }

  /** It is of a private key, which no registry is shown. */
  @Test
  void doesNotCareForThePassphrase() {
    server("r.example", "u", "plain");
    settings.getServer("r.example").setPassphrase("{broken}");
    assertThat(find("r.example/a")).contains(new Credentials("u", "plain"));
    assertThat(progress.toString()).isEmpty();
  }
}
