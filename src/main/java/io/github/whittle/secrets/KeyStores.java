package io.github.whittle.secrets;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Files of Java's and other programs' keys. Lists of authorities have the same form, and no key.
 */
final class KeyStores {
  private static final Pattern NAME =
      Pattern.compile(".*\\.(jks|jceks|keystore|p12|pfx|pkcs12|ks)");

  private KeyStores() {}

  static boolean isNamedSo(TreePath path) {
    return NAME.matcher(path.name().toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether there is a private or secret key in it; which, only its password tells. */
  static boolean holdsKey(Content content) throws IOException {
    byte[] bytes;
    try (var in = content.open()) {
      bytes = in.readAllBytes(); // Before: what the disk refuses is no other form.
    }
    for (var type : new String[] {"JKS", "JCEKS"}) {
      try {
        var store = KeyStore.getInstance(type); // JKS reads PKCS12 too.
        store.load(new ByteArrayInputStream(bytes), null);
        for (var alias : Collections.list(store.aliases())) {
          if (store.isKeyEntry(alias)) {
            return true;
          }
        }
        return false;
      } catch (IOException | GeneralSecurityException e) {
        // Of the other form, or no keystore in spite of its name.
        continue;
      }
    }
    return false;
  }
}
