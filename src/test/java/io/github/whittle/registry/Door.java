package io.github.whittle.registry;

import io.github.whittle.credentials.Credentials;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.ImageReference;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Opens transports that do not wait, and lets tests look at what was said meanwhile. */
final class Door {
  static final int TRIES = 3;

  final Notes notes = new Notes();
  private final String host;
  private CredentialsSource credentials = CredentialsSource.none();
  private Predicate<String> insecure = registry -> false;

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

  static Patience patience(Duration stall) {
    return new Patience(Duration.ofSeconds(2), stall, stall, TRIES, nextTry -> {});
  }

  RegistryTransport open() throws RegistryException {
    return open(Duration.ofSeconds(20));
  }

  RegistryTransport open(Duration stall) throws RegistryException {
    return JibRegistryTransport.open(image(), access(), notes, patience(stall));
  }

  RegistryReader openToRead() throws RegistryException {
    return JibRegistryTransport.openToRead(
        image(), access(), notes, patience(Duration.ofSeconds(20)));
  }

  ImagePush push() {
    return push(4);
  }

  ImagePush push(int parallel) {
    RegistryTransport.Opener opener =
        (image, access, progress) ->
            JibRegistryTransport.open(image, access, progress, patience(Duration.ofSeconds(20)));
    return new ImagePush(opener, notes, parallel);
  }

  Destination to(String... moreTags) {
    return new Destination(image(), List.of(moreTags), access());
  }

  private ImageReference image() {
    return ImageReference.parse(host + "/team/app:1.0");
  }

  private RegistryAccess access() {
    return new RegistryAccess(credentials, insecure);
  }
}
