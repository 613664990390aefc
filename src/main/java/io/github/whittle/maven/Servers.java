package io.github.whittle.maven;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.credentials.RegistryNames;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.Progress;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * The {@code <server>}s of settings.xml whose id is a registry: {@code host:port}, {@code host}, or
 * a name of Docker Hub.
 */
public record Servers(Settings settings, SettingsDecrypter decrypter, Progress progress)
    implements CredentialsSource {
  @Override
  public Optional<Credentials> find(ImageReference image) {
    return RegistryNames.forServers(image).stream()
        .flatMap(id -> Optional.ofNullable(settings.getServer(id)).stream())
        .filter(server -> server.getUsername() != null && server.getPassword() != null)
        .findFirst()
        .map(this::decrypted);
  }

  private Credentials decrypted(Server server) {
    var asked = server.clone();
    asked.setPassphrase(null); // Of another key: a problem with it would be taken for one of ours.
    var result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(asked));
    new PlainPassword(server.getPassword(), "<server><id>%s</id>".formatted(server.getId()))
        .check(result, progress);
    return new Credentials(result.getServer().getUsername(), result.getServer().getPassword());
  }
}
