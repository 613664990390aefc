package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Platform;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What holds for every text. */
class TextProperties {
  @Property
  void readsBackTheListThatItWrote(@ForAll("items") @Size(min = 1, max = 6) List<String> items) {
    // A single empty item and no item at all are the same text.
    if (!items.equals(List.of(""))) {
      assertThat(Csv.list(Csv.write(items))).isEqualTo(items);
    }
  }

  @Provide
  Arbitrary<List<String>> items() {
    return Arbitraries.strings().withChars("ab,\\= ").ofMaxLength(8).map(String::strip).list();
  }

  @Property
  void suggestsOnlyWhatIsKnown(
      @ForAll @AlphaChars String name, @ForAll @Size(max = 8) Set<@AlphaChars String> known) {
    Similar.to(name, known).ifPresent(meant -> assertThat(known).contains(meant));
  }

  @Property
  void findsANameWithTwoLettersSwapped(@ForAll("names") String name, @ForAll int at) {
    int i = Math.floorMod(at, name.length() - 1);
    var slip = name.substring(0, i) + name.charAt(i + 1) + name.charAt(i) + name.substring(i + 2);
    assertThat(Similar.to(slip, Names.of(Configuration.class))).contains(name);
  }

  @Property
  void findsANameWithALetterMissing(@ForAll("names") String name, @ForAll int at) {
    int i = Math.floorMod(at, name.length());
    var slip = name.substring(0, i) + name.substring(i + 1);
    // "srip" may be "skip" as well as "strip".
    assertThat(Similar.to(slip, Names.of(Configuration.class)))
        .hasValueSatisfying(meant -> assertThat(meant).isIn(name, "skip"));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(Names.of(Configuration.class)).filter(name -> name.length() > 4);
  }

  @Property
  void keepsTextsWithoutPlaceholders(@ForAll @AlphaChars @StringLength(max = 20) String text) {
    assertThat(Placeholders.expand(text, Platform.of("linux", "amd64"))).isEqualTo(text);
  }

  @Property
  void neverFailsOnAnExpressionFreeText(@ForAll String text) {
    if (!text.contains("${")) {
      assertThat(new Expressions(expression -> null).evaluate(text)).isEqualTo(text);
    }
  }
}
