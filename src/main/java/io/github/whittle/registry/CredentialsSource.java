package io.github.whittle.registry;

import java.util.Optional;

/** A place where the credentials for a registry may be found. */
@FunctionalInterface
public interface CredentialsSource {
  /**
   * Looks for the credentials of one registry.
   *
   * @param registry {@code host[:port]}
   * @throws io.github.whittle.user.InvalidInputException if the place cannot be read
   */
  Optional<Credentials> find(String registry);

  /** The next source is asked where this one has none. */
  default CredentialsSource orElse(CredentialsSource next) {
    return registry -> find(registry).or(() -> next.find(registry));
  }

  /** Has the same for every registry. */
  static CredentialsSource of(Credentials credentials) {
    return registry -> Optional.of(credentials);
  }

  static CredentialsSource none() {
    return registry -> Optional.empty();
  }
}
