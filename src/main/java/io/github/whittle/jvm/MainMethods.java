package io.github.whittle.jvm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;

/**
 * Looks for a main method in the classes of a class path, and in what they inherit from.
 *
 * @param java that is to start it
 */
record MainMethods(ClassPath path, ClassVersion java) {
  /** What extends it is started without one. */
  private static final String JAVAFX = "javafx.application.Application";

  /** Also where a class on the way is not there or cannot be read, so that nobody knows. */
  boolean mayBeOf(String className) throws IOException {
    var next = new ArrayDeque<>(List.of(className));
    var seen = new HashSet<>(next);
    while (!next.isEmpty()) {
      var name = next.poll();
      var file = path.classFile(name);
      var facts = file.isPresent() ? ClassFacts.found(file.get()) : ClassFacts.NONE;
      if (name.equals(JAVAFX) || facts.isEmpty() || facts.get().main().startsOn(java)) {
        return true;
      }
      facts.get().parents().stream().filter(seen::add).forEach(next::add);
    }
    return false;
  }
}
