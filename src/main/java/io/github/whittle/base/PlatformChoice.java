package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.IndexEntry;
import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which manifest of an index runs on a platform: the same that containerd takes, except that a
 * 64-bit platform gets no 32-bit image.
 *
 * @see <a href="https://github.com/containerd/platforms/blob/v1.0.0/compare.go">containerd,
 *     platforms</a>
 */
record PlatformChoice(Platform wanted) {

  /**
   * Chooses; attestations are passed over.
   *
   * @param entries of the index
   * @param reference of the index, for the message
   * @throws InvalidInputException that lists what is there, if nothing fits
   */
  Descriptor from(List<IndexEntry> entries, BaseReference reference) {
    var images = entries.stream().filter(entry -> !entry.isAttestation()).toList();
    return variants().stream()
        .flatMap(variant -> images.stream().filter(entry -> is(entry, variant)))
        .findFirst()
        .or(() -> onlyOne(images))
        .map(IndexEntry::manifest)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' has no image for %s; it has %s"
                        .formatted(reference, wanted, list(images))));
  }

  /** What does not say its platform may be taken where there is no choice; its contents tell. */
  private static Optional<IndexEntry> onlyOne(List<IndexEntry> images) {
    return images.size() == 1 && !images.get(0).namesPlatform()
        ? Optional.of(images.get(0))
        : Optional.empty();
  }

  /** The platforms of images, for people. */
  static String list(List<IndexEntry> entries) {
    var there =
        entries.stream()
            .filter(entry -> !entry.isAttestation())
            .map(IndexEntry::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    return there.isEmpty() ? "none at all" : there;
  }

  /**
   * Checks an image that is the only one.
   *
   * @param found by its configuration, where the variant is often missing
   */
  void check(Platform found, BaseReference reference) {
    boolean fits =
        found.os().equals(wanted.os())
            && found.architecture().equals(wanted.architecture())
            && (found.variant().isEmpty() || variants().contains(normal(found)));
    if (!fits) {
      throw new InvalidInputException(
          "'%s' is an image for %s, and not for %s".formatted(reference, found, wanted));
    }
  }

  private boolean is(IndexEntry entry, String variant) {
    return entry.os().equals(wanted.os())
        && entry.architecture().equals(wanted.architecture())
        && normal(entry.architecture(), entry.variant()).equals(variant);
  }

  /** Those that run, the best first: what runs on a processor runs on its successors. */
  private List<String> variants() {
    var best = normal(wanted);
    return best.matches("v[1-9]")
        ? IntStream.iterate(best.charAt(1) - '0', v -> v >= lowest(), v -> v - 1)
            .mapToObj("v%s"::formatted)
            .toList()
        : List.of(best);
  }

  private int lowest() {
    return switch (wanted.architecture()) {
      case "arm" -> 5;
      case "arm64" -> 8;
      default -> 1;
    };
  }

  private static String normal(Platform platform) {
    return normal(platform.architecture(), platform.variant().orElse(""));
  }

  /** With the variant that is meant where none is written. */
  private static String normal(String architecture, String variant) {
    if (!variant.isEmpty()) {
      return variant;
    }
    return switch (architecture) {
      case "amd64" -> "v1";
      case "arm" -> "v7";
      case "arm64" -> "v8";
      default -> "";
    };
  }
}
