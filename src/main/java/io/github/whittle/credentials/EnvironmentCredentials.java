package io.github.whittle.credentials;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.InvalidInputException;
import java.util.Map;
import java.util.Optional;

/**
 * The variables {@code WHITTLE_REGISTRY_USERNAME_HOST} and {@code WHITTLE_REGISTRY_PASSWORD_HOST};
 * in HOST every character that is no letter or digit is {@code _}, and case does not matter.
 *
 * @param environment of the process
 */
record EnvironmentCredentials(Map<String, String> environment) implements CredentialsSource {
  private static final String USERNAME = "WHITTLE_REGISTRY_USERNAME_";
  private static final String PASSWORD = "WHITTLE_REGISTRY_PASSWORD_";

  @Override
  public Optional<Credentials> find(ImageReference image) {
    return RegistryNames.withAndWithoutPort(image).stream()
        .map(EnvironmentCredentials::variable)
        .map(this::pair)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String variable(String host) {
    return host.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
  }

  private Optional<Credentials> pair(String host) {
    var username = value(USERNAME + host);
    var password = value(PASSWORD + host);
    if (username.isPresent() != password.isPresent()) {
      throw new InvalidInputException(
          "the environment has %s and not %s; set both or none"
              .formatted(
                  (username.isPresent() ? USERNAME : PASSWORD) + host,
                  (username.isPresent() ? PASSWORD : USERNAME) + host));
    }
    return username.map(name -> new Credentials(name, password.get()));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(
            () ->
                environment.entrySet().stream()
                    .filter(e -> e.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst())
        .filter(value -> !value.isEmpty());
  }
}
