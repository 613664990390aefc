package io.github.whittle.jvm;

import io.github.whittle.config.Configuration;
import io.github.whittle.config.Container;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The class path and the main class as files for the java command, under Jib's names.
 *
 * @param hasRuntime whether the Java is ours, and so no Java 8
 */
record StartFiles(TreePath root, Container container, boolean hasRuntime, ApplicationFiles files) {
  private static final TreePath APP = new TreePath("/app");
  private static final String CLASS_PATH = "jib-classpath-file";
  private static final String MAIN_CLASS = "jib-main-class-file";

  static StartFiles of(Configuration configuration, ApplicationFiles files) {
    var container = configuration.container();
    boolean runtime = configuration.contents().stream().anyMatch(RuntimeItem.class::isInstance);
    return new StartFiles(container.appRoot().orElse(APP), container, runtime, files);
  }

  /**
   * Whether the Java reads argument files: not so Java 8.
   *
   * @param ofClasses that which the classes need
   */
  boolean areRead(ClassVersion ofClasses) {
    return oldestJava(ofClasses).isAtLeast(ClassVersion.JAVA_9);
  }

  /**
   * The oldest Java that can be the image's.
   *
   * @param ofClasses that which the classes need
   */
  ClassVersion oldestJava(ClassVersion ofClasses) {
    return hasRuntime ? ClassVersion.newest(ofClasses, ClassVersion.JAVA_9) : ofClasses;
  }

  /**
   * Puts the files there.
   *
   * @param path the class path behind the extra one
   * @param ofClasses the Java that the classes need
   * @return the command; nothing without a main class
   * @throws InvalidInputException for a path that would be two
   */
  Optional<JavaCommand> put(List<String> path, ClassVersion ofClasses, Optional<String> mainClass) {
    path.forEach(StartFiles::check);
    var whole = new ArrayList<>(container.extraClasspath());
    whole.addAll(path);
    var classPath = String.join(":", whole);
    files.put(Kind.CLASSES, root.resolve(CLASS_PATH), ArgumentFile.argument(classPath));
    mainClass.ifPresent(name -> files.put(Kind.CLASSES, root.resolve(MAIN_CLASS), name));
    var written = areRead(ofClasses) ? "@" + root.resolve(CLASS_PATH) : classPath;
    return mainClass.map(name -> new JavaCommand(container.jvmFlags(), whole, written, name));
  }

  private static void check(String element) {
    if (element.indexOf(':') >= 0) {
      throw new InvalidInputException(
          "'%s' cannot be on a class path, which a ':' splits; give the file another name"
              .formatted(element));
    }
  }
}
