package io.github.whittle.maven;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.credentials.RegistryNames;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * The {@code <server>}s of settings.xml whose id is a registry: {@code host:port}, {@code host}, or
 * a name of Docker Hub.
 */
public record Servers(Settings settings, SettingsDecrypter decrypter) implements CredentialsSource {
  @Override
  public Optional<Credentials> find(ImageReference image) {
    return RegistryNames.forServers(image).stream()
        .flatMap(id -> Optional.ofNullable(settings.getServer(id)).stream())
        .filter(server -> server.getUsername() != null && server.getPassword() != null)
        .findFirst()
        .map(this::decrypted);
  }

  /** On Maven 3 what cannot be decrypted stays as it is, so the problems decide. */
  private Credentials decrypted(Server server) {
    var result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    if (result.getProblems().stream().anyMatch(p -> p.getSeverity() != Severity.WARNING)) {
      throw new InvalidInputException(
          "settings.xml: the password of <server><id>%s</id> cannot be decrypted; check settings-security.xml, or encrypt it anew with mvn --encrypt-password (Maven 4: settings-security4.xml, mvnenc encrypt)"
              .formatted(server.getId()));
    }
    return new Credentials(result.getServer().getUsername(), result.getServer().getPassword());
  }
}
