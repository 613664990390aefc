package io.github.whittle.jvm;

import io.github.whittle.config.Container;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The class path and the main class as files for the java command, under Jib's names. */
record StartFiles(TreePath root, Container container, ApplicationFiles files) {
  private static final TreePath APP = new TreePath("/app");
  private static final String CLASS_PATH = "jib-classpath-file";
  private static final String MAIN_CLASS = "jib-main-class-file";

  static StartFiles of(Container container, ApplicationFiles files) {
    return new StartFiles(container.appRoot().orElse(APP), container, files);
  }

  /**
   * Puts the files there.
   *
   * @param path the class path behind the extra one
   * @param readsFiles whether the Java reads argument files: not so Java 8
   * @return the command; nothing without a main class
   */
  Optional<JavaCommand> put(List<String> path, boolean readsFiles, Optional<String> mainClass) {
    var whole = new ArrayList<>(container.extraClasspath());
    whole.addAll(path);
    var classPath = String.join(":", whole);
    files.put(Kind.CLASSES, root.resolve(CLASS_PATH), ArgumentFile.argument(classPath));
    mainClass.ifPresent(name -> files.put(Kind.CLASSES, root.resolve(MAIN_CLASS), name));
    var written = readsFiles ? "@" + root.resolve(CLASS_PATH) : classPath;
    return mainClass.map(name -> new JavaCommand(container.jvmFlags(), written, name));
  }
}
