package io.github.whittle.registry;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import io.github.whittle.image.Digest;
import java.security.DigestException;
import java.util.Locale;
import java.util.Locale.Category;

/**
 * Digests in Jib's words.
 *
 * <p>Jib 0.28.1 makes its pattern of a digest when the class is first used, by {@code
 * String.format}, so with the digits of the user's language: in Arabic no digest was one, for as
 * long as Maven ran. So it is first used here, with the digits of no language.
 */
final class JibDigests {
  static {
    // The lock of Locale.setDefault itself, so that whoever sets another meanwhile keeps it.
    synchronized (Locale.class) {
      var language = Locale.getDefault(Category.FORMAT);
      Locale.setDefault(Category.FORMAT, Locale.ROOT);
      try {
        of(Digest.of(new byte[0]));
      } finally {
        Locale.setDefault(Category.FORMAT, language);
      }
    }
  }

  private JibDigests() {}

  /** Has Jib read a digest, before it does so by itself. */
  static void ready() {
    // The first use of this class does it.
  }

  static DescriptorDigest of(Digest digest) {
    try {
      return DescriptorDigest.fromDigest(digest.toString());
    } catch (DigestException e) {
      throw new IllegalStateException("Jib knows SHA-256", e);
    }
  }
}
