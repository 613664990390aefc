package io.github.whittle.packages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StanzaTest {
  @Test
  void emptyLinesAreBetweenStanzas() {
    assertThat(Stanza.all("\n \nP: a\nV: 1\n\nP: b \n\t\r\n\nP: c"))
        .extracting(Stanza::text)
        .containsExactly("P: a\nV: 1", "P: b", "P: c");
    assertThat(Stanza.all("")).isEmpty();
    assertThat(Stanza.all("\n\n")).isEmpty();
  }

  @Test
  void ofEmptyLinesThereMayBeMany() {
    var many = " \n".repeat(500_000);
    assertThat(Stanza.all("P: a\n" + many + "P: b\n" + many))
        .extracting(Stanza::text)
        .containsExactly("P: a", "P: b");
  }
}
