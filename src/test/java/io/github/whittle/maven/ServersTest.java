package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class ServersTest {
  private final Settings settings = new Settings();

  /** As Maven 3: what it cannot decrypt stays as it is, and a problem says so. */
  private record Decrypted(SettingsDecryptionRequest request) implements SettingsDecryptionResult {
    @Override
    public Server getServer() {
      var server = request.getServers().get(0).clone();
      if (!server.getPassword().startsWith("{broken")) {
        server.setPassword(server.getPassword().replaceAll("[{}]", ""));
      }
      return server;
    }

    @Override
    public List<Server> getServers() {
      return List.of(getServer());
    }

    @Override
    public Proxy getProxy() {
      return null;
    }

    @Override
    public List<Proxy> getProxies() {
      return List.of();
    }

    @Override
    public List<SettingsProblem> getProblems() {
      return request.getServers().get(0).getPassword().startsWith("{broken")
          ? List.of(new DefaultSettingsProblem("{broken}", Severity.ERROR, "", 1, 1, null))
          : List.of();
    }
  }

  private Optional<Credentials> find(String image) {
    SettingsDecrypter decrypter = Decrypted::new;
    return new Servers(settings, decrypter).find(ImageReference.parse(image));
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
}
