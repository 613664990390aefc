package io.github.whittle.build;

import io.github.whittle.config.ContentItem;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.content.RuntimeTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a runtime in the contents wants of the environment. */
final class JavaEnvironment {
  private static final String PATH = "PATH";

  /** What runtimes take for PATH where an image has none. */
  private static final String USUAL =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private JavaEnvironment() {}

  /**
   * @param base the variables that the image has already
   */
  static Map<String, String> of(List<ContentItem> contents, Map<String, String> base) {
    var variables = new TreeMap<String, String>();
    if (contents.stream().anyMatch(RuntimeItem.class::isInstance)) {
      variables.put("LANG", "C.UTF-8"); // Else names of files that are not ASCII are refused.
      variables.put("JAVA_HOME", RuntimeTree.HOME.value());
      variables.put(PATH, RuntimeTree.HOME.resolve("bin") + ":" + base.getOrDefault(PATH, USUAL));
    }
    return variables;
  }
}
