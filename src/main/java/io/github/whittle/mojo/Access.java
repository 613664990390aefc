package io.github.whittle.mojo;

import io.github.whittle.config.Configuration;
import io.github.whittle.config.InsecureRegistries;
import io.github.whittle.config.To;
import io.github.whittle.registry.Credentials;
import io.github.whittle.registry.CredentialsSource;
import io.github.whittle.registry.DockerConfigCredentials;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.user.Progress;
import java.nio.file.Path;

/** How the goals get into registries. */
final class Access {
  private Access() {}

  /** With what {@code <to><auth>} says, else with Docker's configuration. */
  static RegistryAccess toPush(Configuration configuration, Progress progress) {
    return new RegistryAccess(
        of(configuration.to(), docker(progress)), configuration.allowInsecureRegistries());
  }

  /** With Docker's configuration. */
  static RegistryAccess to(InsecureRegistries insecure, Progress progress) {
    return new RegistryAccess(docker(progress), insecure);
  }

  private static CredentialsSource of(To to, CredentialsSource otherwise) {
    return to.auth()
        .map(auth -> CredentialsSource.of(new Credentials(auth.username(), auth.password())))
        .orElse(otherwise);
  }

  private static CredentialsSource docker(Progress progress) {
    return DockerConfigCredentials.from(
        System.getenv(), Path.of(System.getProperty("user.home")), progress);
  }
}
