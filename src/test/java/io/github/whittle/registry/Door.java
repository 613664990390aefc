package io.github.whittle.registry;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.ImageReference;
import io.github.whittle.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Opens transports that do not wait, and lets tests look at what was said meanwhile. */
final class Door {
  static final int TRIES = 3;

  /** Nobody who answers takes so long, however busy the machine is. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Notes notes = new Notes();
  private final String host;
  private CredentialsSource credentials = CredentialsSource.none();
  private Network network = Network.direct();
  final List<Duration> waits = new java.util.concurrent.CopyOnWriteArrayList<>();
  private Predicate<String> insecure = registry -> false;
  private Patience.Pause pause = (nextTry, asked) -> waits.add(asked);
  private boolean patient;
  private Duration connect = PATIENCE;
  private Duration store = PATIENCE;
  private String repository = "team/app";

  Door(String host) {
    this.host = host;
  }

  Door with(String username, String password) {
    credentials = CredentialsSource.of(new Credentials(username, password));
    return this;
  }

  Door with(CredentialsSource source) {
    credentials = source;
    return this;
  }

  Door insecure() {
    insecure = host::equals;
    return this;
  }

  Door through(Network network) {
    this.network = network;
    return this;
  }

  /** Waits for connections, and for the first answer, no longer than this. */
  Door hasty(Duration limit) {
    connect = limit;
    return this;
  }

  /** Waits no longer than this for an answer to what was sent whole. */
  Door storingWithin(Duration limit) {
    store = limit;
    return this;
  }

  /** Does something where a build pauses. */
  Door pausing(Patience.Pause other) {
    pause = other;
    return this;
  }

  /** Another repository of the registry. */
  Door at(String repository) {
    this.repository = repository;
    return this;
  }

  /** Waits as a build does, and tries as often. */
  Door patient() {
    patient = true;
    return this;
  }

  private Patience patience(Duration stall, int tries) {
    return patient ? Patience.standard() : new Patience(connect, stall, store, tries, pause);
  }

  RegistryTransport open() throws RegistryException {
    return open(PATIENCE);
  }

  RegistryTransport open(Duration stall) throws RegistryException {
    return JibRegistryTransport.open(image(), access(), notes, patience(stall, TRIES));
  }

  RegistryReader openToRead() throws RegistryException {
    return JibRegistryTransport.openToRead(image(), access(), notes, patience(PATIENCE, TRIES));
  }

  /** Tries as often as a build does. */
  ImagePush patientPush(int parallel) {
    return push(parallel, 5);
  }

  ImagePush push() {
    return push(4);
  }

  ImagePush push(int parallel) {
    return push(parallel, TRIES);
  }

  private ImagePush push(int parallel, int tries) {
    var patience = patience(PATIENCE, tries);
    RegistryTransport.Opener opener =
        (image, access, progress) -> JibRegistryTransport.open(image, access, progress, patience);
    return new ImagePush(opener, notes, parallel);
  }

  Destination to(String... moreTags) {
    return Destination.tagged(image(), List.of(moreTags), access());
  }

  private ImageReference image() {
    return ImageReference.parse(host + "/" + repository + ":1.0");
  }

  private RegistryAccess access() {
    return new RegistryAccess(credentials, insecure, network);
  }
}
