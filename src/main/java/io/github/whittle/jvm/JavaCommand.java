package io.github.whittle.jvm;

import java.util.ArrayList;
import java.util.List;

/**
 * How an application is started.
 *
 * @param elements of the class path
 * @param classPath as it is written behind {@code -cp}
 */
public record JavaCommand(
    List<String> jvmFlags, List<String> elements, String classPath, String mainClass) {
  public JavaCommand {
    jvmFlags = List.copyOf(jvmFlags);
    elements = List.copyOf(elements);
  }

  /** The same with flags before those that it has. */
  JavaCommand withFlags(List<String> first) {
    var flags = new ArrayList<>(first);
    flags.removeAll(jvmFlags);
    flags.addAll(jvmFlags);
    return new JavaCommand(flags, elements, classPath, mainClass);
  }

  /**
   * @param java the program, a path or a name that is looked for in PATH
   */
  public List<String> words(String java) {
    var words = new ArrayList<String>();
    words.add(java);
    words.addAll(jvmFlags);
    words.addAll(List.of("-cp", classPath, mainClass));
    return words;
  }
}
