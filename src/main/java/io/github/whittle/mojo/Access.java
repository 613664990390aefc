package io.github.whittle.mojo;

import io.github.whittle.config.Auth;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.Login;
import io.github.whittle.credentials.CredentialHelper;
import io.github.whittle.credentials.Credentials;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.credentials.UsualCredentials;
import io.github.whittle.image.ImageReference;
import io.github.whittle.maven.ProjectConfiguration;
import io.github.whittle.maven.Servers;
import io.github.whittle.network.Network;
import io.github.whittle.network.ProxyRules;
import io.github.whittle.network.TrustedCertificates;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.user.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the goals get into registries.
 *
 * @param servers those of settings.xml
 * @param proxies by which registries are reached
 * @param typed names of the properties of the command line and of {@code .mvn/maven.config}
 * @param environment of the process
 * @param homes the user's, the first first
 */
record Access(
    Servers servers,
    ProxyRules proxies,
    Set<String> typed,
    Map<String, String> environment,
    List<Path> homes,
    Progress progress) {

  /** To where the image goes. */
  RegistryAccess toPush(Configuration configuration, ImageReference image) {
    return new RegistryAccess(
        with(List.of(Login.of(configuration.to(), image))),
        configuration.allowInsecureRegistries(),
        network(configuration.registryCertificates()));
  }

  /** To where the base comes from, and whatever else is copied from. */
  RegistryAccess toPull(Configuration configuration) {
    return new RegistryAccess(
        with(List.of(Login.of(configuration.from()))),
        configuration.allowInsecureRegistries(),
        network(configuration.registryCertificates()));
  }

  /** The same, whatever else is wrong in the configuration. */
  RegistryAccess toPull(ProjectConfiguration configured) {
    return new RegistryAccess(
        with(List.of(configured.fromLogin())),
        configured.insecureRegistries(),
        network(configured.registryCertificates()));
  }

  private Network network(Optional<Path> certificates) {
    return new Network(proxies, TrustedCertificates.usual(homes, certificates, progress));
  }

  private CredentialsSource with(List<Login> logins) {
    var usual = new UsualCredentials(environment, homes, CredentialHelper.LIMIT, progress);
    return CredentialsSource.firstOf(
            Stream.of(
                    logins.stream().flatMap(this::of),
                    Stream.of(servers.told("<servers> of settings.xml", progress)),
                    Stream.of(usual.source()))
                .flatMap(sources -> sources)
                .toList())
        .remembered();
  }

  private Stream<CredentialsSource> of(Login login) {
    var auth = login.auth().stream().map(given -> pom(given, login.tag()));
    var helper = login.credHelper().stream().map(h -> helper(h.helper(), h.environment(), login));
    return Stream.concat(auth, helper).map(source -> source.onlyFor(login::isFor));
  }

  private CredentialsSource pom(Auth auth, String tag) {
    CredentialsSource source =
        image -> {
          progress.warn(
              "%s; write <server><id>%s</id> into settings.xml instead"
                  .formatted(exposed(tag), image.registry()));
          return Optional.of(new Credentials(auth.username(), auth.password()));
        };
    return source.told(name(tag), progress);
  }

  /** Who else may read the password. */
  private String exposed(String tag) {
    return name(tag)
        + (typed.contains(property(tag))
            ? ": a password on the command line stays in the history of the shell, in the list of processes, or in .mvn/maven.config"
            : ": a password in the pom is read by everyone who reads the pom, and mvn -X prints it");
  }

  /** As it was written: the property, if it was on the command line. */
  private String name(String tag) {
    return typed.contains(property(tag)) ? "-D" + property(tag) : tag + "<auth>";
  }

  private static String property(String tag) {
    return "whittle.%s.auth.password".formatted(tag.replaceAll("[<>]", ""));
  }

  private CredentialsSource helper(String name, Map<String, String> more, Login login) {
    var helper = new CredentialHelper(name, more, CredentialHelper.LIMIT, progress);
    return helper.told("%s<credHelper>, %s".formatted(login.tag(), helper.program()), progress);
  }
}
