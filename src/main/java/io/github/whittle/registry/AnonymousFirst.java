package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads without credentials until the registry wants some, or lets nobody without them read more:
 * most bases are public, and a credential helper may take seconds, or ask the user.
 */
final class AnonymousFirst implements RegistryReader {
  private final RegistryReader anonymous;
  private final LoggedIn loggedIn;

  /** Opens a reader without credentials, which fails at once where there is another way. */
  @FunctionalInterface
  interface Anonymous {
    RegistryReader open(Retries.OtherWay other) throws RegistryException;
  }

  @FunctionalInterface
  private interface Call<T> {
    Optional<T> on(RegistryReader reader) throws RegistryException, IOException;
  }

  private AnonymousFirst(RegistryReader anonymous, LoggedIn loggedIn) {
    this.anonymous = anonymous;
    this.loggedIn = loggedIn;
  }

  /** Opens both ways, the second only when the first is refused. */
  static RegistryReader open(Anonymous anonymous, LoggedIn.Opener withCredentials)
      throws RegistryException {
    var loggedIn = new LoggedIn(withCredentials);
    try {
      return new AnonymousFirst(anonymous.open(() -> loggedIn.get().isPresent()), loggedIn);
    } catch (RegistryException e) {
      if (!e.credentialsMayHelp()) {
        throw e;
      }
      return loggedIn.get().orElseThrow(() -> e);
    }
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) throws RegistryException {
    return found(reader -> reader.manifest(digest));
  }

  @Override
  public Optional<Manifest> tagged(String tag) throws RegistryException {
    return found(reader -> reader.tagged(tag));
  }

  @Override
  public void pullBlob(Descriptor blob, Path file, Progress.Meter meter)
      throws RegistryException, IOException {
    read(
        reader -> {
          reader.pullBlob(blob, file, meter);
          return Optional.of(blob);
        });
  }

  private Optional<Manifest> found(Call<Manifest> call) throws RegistryException {
    try {
      return read(call);
    } catch (IOException e) {
      throw new IllegalStateException("reading a manifest writes no file", e);
    }
  }

  private <T> Optional<T> read(Call<T> call) throws RegistryException, IOException {
    var reader = loggedIn.known();
    return reader.isPresent() ? call.on(reader.get()) : anonymously(call);
  }

  /** Some registries hide what not everybody may see: they say that it is not there. */
  private <T> Optional<T> anonymously(Call<T> call) throws RegistryException, IOException {
    Optional<T> found;
    try {
      found = call.on(anonymous);
    } catch (RegistryException e) {
      if (!e.credentialsMayHelp()) {
        throw e;
      }
      return call.on(loggedIn.get().orElseThrow(() -> e));
    }
    var reader = found.isPresent() ? Optional.<RegistryReader>empty() : loggedIn.get();
    return reader.isPresent() ? call.on(reader.get()) : found;
  }

  @Override
  public void close() {
    anonymous.close();
    loggedIn.close();
  }
}
