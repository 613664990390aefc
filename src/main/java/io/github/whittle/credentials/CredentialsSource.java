package io.github.whittle.credentials;

import io.github.whittle.image.ImageReference;
import io.github.whittle.user.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A place where the credentials for a registry may be found. */
@FunctionalInterface
public interface CredentialsSource {
  /**
   * Looks for the credentials that open one image's repository.
   *
   * @throws io.github.whittle.user.InvalidInputException if the place cannot be read
   */
  Optional<Credentials> find(ImageReference image);

  /** Asks one after the other, until one has some. */
  static CredentialsSource firstOf(List<CredentialsSource> sources) {
    return image ->
        sources.stream().map(source -> source.find(image)).flatMap(Optional::stream).findFirst();
  }

  /** Has the same for every registry. */
  static CredentialsSource of(Credentials credentials) {
    return image -> Optional.of(credentials);
  }

  static CredentialsSource none() {
    return image -> Optional.empty();
  }

  /** The same for those images alone, so that no other registry ever sees them. */
  default CredentialsSource onlyFor(Predicate<ImageReference> images) {
    return image -> images.test(image) ? find(image) : Optional.empty();
  }

  /** Is asked once for each repository: a helper may take seconds, or ask the user. */
  default CredentialsSource remembered() {
    var known = new ConcurrentHashMap<String, Optional<Credentials>>();
    return image ->
        known.computeIfAbsent(
            image.registry() + "/" + image.repository(), repository -> find(image));
  }

  /**
   * Tells the debug log where credentials came from, and nothing of what they are; they know it
   * too, for errors.
   *
   * @param origin for example {@code <to><auth>}
   */
  default CredentialsSource told(String origin, Progress progress) {
    return image -> {
      var found = find(image);
      progress.debug(
          "%s for %s: %s"
              .formatted(
                  found.isPresent() ? "credentials" : "no credentials", image.registry(), origin));
      return found.map(credentials -> credentials.from(origin));
    };
  }
}
