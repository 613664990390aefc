package io.github.whittle.jvm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of the charsets that a JDK has in {@code jdk.charsets}, as its own provider of them
 * lists them: which those are differs between versions and systems, so no other JDK can tell.
 */
final class ExtendedCharsets {
  static final String MODULE = "jdk.charsets";
  private static final String PROVIDER = "sun.nio.cs.ext.ExtendedCharsets";

  /** As {@link java.nio.charset.Charset} has it; one character, as in a list, is no name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9+.:_]+");

  private final TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private ExtendedCharsets(Collection<String> texts) {
    texts.stream().filter(NAME.asMatchPredicate()).forEach(names::add);
  }

  /** None of a JDK that lacks the module. */
  static ExtendedCharsets of(Jdk jdk) throws IOException {
    var provider =
        jdk.modules().containsKey(MODULE)
            ? jdk.classFile(MODULE, PROVIDER)
            : Optional.<byte[]>empty();
    return new ExtendedCharsets(
        provider.isPresent()
            ? PoolFacts.read(new ByteArrayInputStream(provider.get())).texts()
            : new TreeSet<>());
  }

  boolean areNamed(PoolFacts facts) {
    return (facts.types().contains("java/nio/charset/Charset")
            || facts.names().contains("getBytes"))
        && facts.texts().stream().anyMatch(names::contains);
  }
}
