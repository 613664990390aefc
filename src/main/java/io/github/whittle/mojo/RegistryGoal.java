package io.github.whittle.mojo;

import io.github.whittle.maven.Servers;
import io.github.whittle.maven.SettingsProxies;
import io.github.whittle.network.ProxyRules;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** A goal that talks to registries. */
abstract class RegistryGoal extends Goal {
  private final SettingsDecrypter decrypter;

  /**
   * <code>true</code> or a list of registries that may be plain HTTP or have a certificate that
   * nobody vouches for; <code>localhost</code> may be plain HTTP anyway.
   */
  @Parameter private PlexusConfiguration allowInsecureRegistries;

  /**
   * A PEM file with the authorities that vouch for registries, beside those of the JDK and of
   * <code>certs.d</code>.
   */
  @Parameter(property = "whittle.registryCertificates")
  private String registryCertificates;

  RegistryGoal(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  final Access access() {
    return new Access(
        new Servers(session().getSettings(), decrypter, progress()),
        ProxyRules.firstOf(
            List.of(
                () -> ProxyRules.of(System.getProperties()),
                new SettingsProxies(session().getSettings(), decrypter, progress())::rules,
                () -> ProxyRules.of(System.getenv()))),
        session().getUserProperties().stringPropertyNames(),
        System.getenv(),
        Homes.of(System.getenv(), System.getProperties()),
        progress());
  }
}
