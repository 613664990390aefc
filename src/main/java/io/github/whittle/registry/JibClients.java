package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.whittle.credentials.Credentials;
import io.github.whittle.image.ImageReference;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes Jib's clients for one repository: a token is for what a client is to do, and no more. */
record JibClients(
    ImageReference image,
    Optional<Credentials> credentials,
    RegistryHttpClient http,
    Consumer<LogEvent> log) {

  RegistryClient client() {
    return from(RegistryClient.factory(handlers(), image.registry(), image.repository(), http));
  }

  /** A client that may also pull from another repository of the registry: mounting needs that. */
  RegistryClient mounting(String source) {
    return from(
        RegistryClient.factory(handlers(), image.registry(), image.repository(), source, http));
  }

  private RegistryClient from(RegistryClient.Factory factory) {
    return factory
        .setCredential(credentials.map(JibClients::jib).orElse(null))
        .setUserAgent("whittle")
        .newRegistryClient();
  }

  private EventHandlers handlers() {
    return EventHandlers.builder().add(LogEvent.class, log).build();
  }

  /** Gets a token for {@code purpose}, where the registry works with tokens. */
  void logIn(RegistryClient client, Purpose purpose)
      throws IOException, RegistryException, RegistryAuthenticationFailedException {
    boolean token = purpose == Purpose.PULL ? client.doPullBearerAuth() : client.doPushBearerAuth();
    boolean basic = credentials.map(c -> !jib(c).isOAuth2RefreshToken()).orElse(false);
    if (!token && basic) {
      client.configureBasicAuth();
    }
  }

  void debug(String message) {
    log.accept(LogEvent.debug(message));
  }

  private static Credential jib(Credentials credentials) {
    return Credential.from(credentials.username(), credentials.password());
  }
}
