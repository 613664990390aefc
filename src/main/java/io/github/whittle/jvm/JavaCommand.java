package io.github.whittle.jvm;

import java.util.ArrayList;
import java.util.List;

/**
 * How an application is started.
 *
 * @param classPath as it is written behind {@code -cp}
 */
public record JavaCommand(List<String> jvmFlags, String classPath, String mainClass) {
  public JavaCommand {
    jvmFlags = List.copyOf(jvmFlags);
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
