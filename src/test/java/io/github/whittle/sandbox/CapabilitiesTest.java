package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.Language;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  @Test
  void haveTheSameNamesInEveryLanguage() throws Exception {
    assertThat(Language.in("tr-TR", Capabilities::set))
        .startsWith("-all,+chown,")
        .contains("+kill,", "+setuid,");
  }
}
