package io.github.whittle.registry;

import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.network.Network;
import java.util.function.Predicate;

/**
 * How to get into registries.
 *
 * @param credentials asked once for each repository if {@linkplain CredentialsSource#remembered
 *     remembered}
 * @param insecure whether a registry, named as {@code host[:port]}, may have a certificate that
 *     nobody vouches for, or speak plain HTTP; loopback may speak plain HTTP anyway
 * @param network what lies between
 */
public record RegistryAccess(
    CredentialsSource credentials, Predicate<String> insecure, Network network) {
  public RegistryAccess(CredentialsSource credentials, Predicate<String> insecure) {
    this(credentials, insecure, Network.direct());
  }
}
