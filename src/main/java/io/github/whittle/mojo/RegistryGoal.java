package io.github.whittle.mojo;

import io.github.whittle.maven.Servers;
import java.nio.file.Path;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A goal that talks to registries. */
abstract class RegistryGoal extends Goal {
  private final SettingsDecrypter decrypter;

  RegistryGoal(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  final Access access() {
    return new Access(
        new Servers(session().getSettings(), decrypter),
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        progress());
  }
}
