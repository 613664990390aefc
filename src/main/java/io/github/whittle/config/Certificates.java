package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code <system><certificates>}: whose certificate authorities the image trusts.
 *
 * @param image there exactly if they are from an image; pinned as a base is
 */
public record Certificates(Source source, Optional<BaseReference> image) {
  public static final Certificates JDK = new Certificates(Source.JDK, Optional.empty());
  public static final Certificates HOST = new Certificates(Source.HOST, Optional.empty());
  public static final Certificates NONE = new Certificates(Source.NONE, Optional.empty());

  /** Who has them. */
  public enum Source {
    /** The Java that runs the build. */
    JDK,
    /** The machine that runs the build. */
    HOST,
    IMAGE,
    NONE
  }

  /**
   * @param folder that relative paths start from
   */
  static Certificates parse(String text, Path folder) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "jdk" -> JDK;
      case "host" -> HOST;
      case "none" -> NONE;
      default -> of(text, folder);
    };
  }

  /** A single word is rather a mistake than an image of Docker Hub. */
  private static Certificates of(String text, Path folder) {
    if (!text.matches("(?s).*[/:@].*")) {
      throw new InvalidInputException(
          "'%s' is not known; write jdk, host or none, or an image with its tag, as debian:12"
              .formatted(text));
    }
    return new Certificates(Source.IMAGE, Optional.of(BaseReference.parse(text, folder)));
  }

  @Override
  public String toString() {
    return image
        .map(BaseReference::toString)
        .orElseGet(() -> source.name().toLowerCase(Locale.ROOT));
  }
}
