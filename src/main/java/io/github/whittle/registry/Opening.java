package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.LogEvent;
import io.github.whittle.credentials.Credentials;
import io.github.whittle.image.ImageReference;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** How a repository is got into. */
record Opening(
    ImageReference image,
    RegistryAccess access,
    Purpose purpose,
    Progress progress,
    Patience patience) {

  /** Finds the way to the registry, and logs in. */
  JibRegistryTransport transport(Optional<Credentials> credentials) throws RegistryException {
    return transport(credentials, Retries.OtherWay.NONE);
  }

  /** The same without credentials, as long as that goes well, or there is no other way. */
  JibRegistryTransport anonymous(Retries.OtherWay other) throws RegistryException {
    return transport(Optional.empty(), other);
  }

  private JibRegistryTransport transport(Optional<Credentials> credentials, Retries.OtherWay other)
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
    var retries = new Retries(image.withoutTag().toString(), patience, faults, progress, other);
    var repository = new JibRepository(image, credentials, retries, http, log);
    repository.logIn(purpose);
    return new JibRegistryTransport(repository);
  }

  private Protocol protocol(RegistryHost host, Faults faults) throws RegistryException {
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
