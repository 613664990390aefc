package io.github.whittle.registry;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Manifest;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads without credentials until the registry wants some: most bases are public, and a credential
 * helper may take seconds, or ask the user.
 */
final class AnonymousFirst implements RegistryReader {
  private final RegistryReader anonymous;
  private final LogIn logIn;
  private Optional<RegistryReader> known = Optional.empty();
  private boolean tried;
  private boolean closed;

  /** Opens a reader that has credentials; empty if there are none. */
  @FunctionalInterface
  interface LogIn {
    Optional<RegistryReader> open() throws RegistryException;
  }

  @FunctionalInterface
  private interface Call<T> {
    Optional<T> on(RegistryReader reader) throws RegistryException, IOException;
  }

  private AnonymousFirst(RegistryReader anonymous, LogIn logIn) {
    this.anonymous = anonymous;
    this.logIn = logIn;
  }

  /** Opens both ways, the second only when the first is refused. */
  static RegistryReader open(LogIn anonymous, LogIn withCredentials) throws RegistryException {
    try {
      return new AnonymousFirst(anonymous.open().orElseThrow(), withCredentials);
    } catch (RegistryException e) {
      if (!e.denied()) {
        throw e;
      }
      return withCredentials.open().orElseThrow(() -> e);
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
  public Manifest referrers(Digest subject) throws RegistryException {
    return found(reader -> Optional.of(reader.referrers(subject))).orElseThrow();
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
    var reader = known();
    return reader.isPresent() ? call.on(reader.get()) : anonymously(call);
  }

  /** Some registries hide what not everybody may see: they say that it is not there. */
  private <T> Optional<T> anonymously(Call<T> call) throws RegistryException, IOException {
    Optional<T> found;
    try {
      found = call.on(anonymous);
    } catch (RegistryException e) {
      if (!e.denied()) {
        throw e;
      }
      return call.on(loggedIn().orElseThrow(() -> e));
    }
    var reader = found.isPresent() ? Optional.<RegistryReader>empty() : loggedIn();
    return reader.isPresent() ? call.on(reader.get()) : found;
  }

  private synchronized Optional<RegistryReader> known() {
    return known;
  }

  private synchronized Optional<RegistryReader> loggedIn() throws RegistryException {
    if (!tried && !closed) {
      tried = true;
      known = logIn.open();
    }
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    anonymous.close();
    known.ifPresent(RegistryReader::close);
  }
}
