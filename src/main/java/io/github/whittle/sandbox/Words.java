package io.github.whittle.sandbox;

import java.util.ArrayList;
import java.util.List;

/** The words of a command, one after the other; never one text that something splits again. */
final class Words {
  private final List<String> words = new ArrayList<>();

  Words(String... first) {
    add(first);
  }

  Words add(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  Words add(List<String> more) {
    words.addAll(more);
    return this;
  }

  /** Adds words where {@code condition} holds. */
  Words addIf(boolean condition, String... more) {
    return condition ? add(more) : this;
  }

  List<String> list() {
    return List.copyOf(words);
  }
}
