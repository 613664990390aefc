package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  @Test
  void haveTheSameNamesInEveryLanguage() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(Capabilities.set()).startsWith("-all,+chown,").contains("+kill,", "+setuid,");
    } finally {
      Locale.setDefault(before);
    }
  }
}
