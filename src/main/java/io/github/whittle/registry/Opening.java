package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.LogEvent;
import io.github.whittle.credentials.Credentials;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** How a repository is got into; which protocol its registry speaks is found out once. */
final class Opening {
  private final ImageReference image;
  private final RegistryAccess access;
  private final Purpose purpose;
  private final Progress progress;
  private final Patience patience;
  private Optional<Protocol> spoken = Optional.empty();

  Opening(
      ImageReference image,
      RegistryAccess access,
      Purpose purpose,
      Progress progress,
      Patience patience) {
    this.image = image;
    this.access = access;
    this.purpose = purpose;
    this.progress = progress;
    this.patience = patience;
  }

  /** Finds the way to the registry, and logs in. */
  JibRegistryTransport transport(Optional<Credentials> credentials) throws RegistryException {
    return transport(credentials, end -> {});
  }

  /**
   * Finds the way to the registry, and logs in.
   *
   * @param begun gets what ends the login, and all that comes after it
   */
  JibRegistryTransport transport(Optional<Credentials> credentials, Consumer<Runnable> begun)
      throws RegistryException {
    return transport(credentials, Retries.OtherWay.NONE, begun);
  }

  /** The same without credentials, as long as that goes well, or there is no other way. */
  JibRegistryTransport anonymous(Retries.OtherWay other) throws RegistryException {
    return transport(Optional.empty(), other, end -> {});
  }

  private JibRegistryTransport transport(
      Optional<Credentials> credentials, Retries.OtherWay other, Consumer<Runnable> begun)
      throws RegistryException {
    var host = RegistryHost.parse(image.registry());
    var redaction = credentials.map(Redaction::of).orElse(Redaction.NONE);
    var faults = new Faults(host, purpose, credentials.map(Credentials::origin), redaction);
    var protocol = protocol(host, faults);
    progress.debug("%s is spoken to by %s".formatted(image.registry(), protocol));
    if (protocol == Protocol.PLAIN && credentials.isPresent() && !host.loopback()) {
      progress.warn(
          "%s speaks plain HTTP: whoever is on the way can read the password and change the image"
              .formatted(image.registry()));
    }
    Consumer<LogEvent> log = event -> progress.debug(redaction.apply(event.getMessage()));
    var http = new RegistryHttpClient(host, protocol, access, patience, log);
    begun.accept(http::close);
    var retries = new Retries(image.withoutTag().toString(), patience, faults, progress, other);
    var repository = new JibRepository(image, credentials, retries, http, log);
    repository.logIn(purpose);
    return new JibRegistryTransport(repository);
  }

  private synchronized Protocol protocol(RegistryHost host, Faults faults)
      throws RegistryException {
    if (spoken.isEmpty()) {
      spoken = Optional.of(probe(host, faults));
    }
    return spoken.get();
  }

  private Protocol probe(RegistryHost host, Faults faults) throws RegistryException {
    try {
      return new ProtocolProbe(patience, access.network())
          .probe(host, access.insecure().test(image.registry()));
    } catch (IOException e) {
      var fault = faults.of(e);
      progress.debug("cannot connect: " + faults.detail(fault));
      throw fault.in(image.withoutTag().toString(), "connect", 1);
    }
  }
}
