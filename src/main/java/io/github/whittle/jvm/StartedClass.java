package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Container;
import io.github.whittle.config.Similar;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for the class that is started, where the java command will.
 *
 * @param environment of the image
 * @param home of the Java in the image, where it is known
 */
public record StartedClass(
    JavaCommand command,
    Container container,
    Map<String, String> environment,
    Optional<TreePath> home) {
  /** With it, a Java from 21 on starts what 25 does. */
  private static final String PREVIEW = "--enable-preview";

  private static final Pattern OF_JAVA = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

  /** What brings classes from elsewhere. */
  private static final Pattern FLAGS =
      Pattern.compile(
          "-javaagent:.*|-Xbootclasspath/a:.*|--patch-module.*|-Djava\\.system\\.class\\.loader=.*|@.*");

  /**
   * @param image with all that is in it
   * @param work for jars in other files
   * @throws InvalidInputException if it is not there or has no main method, and nothing unknown may
   *     bring it: else that is a warning
   */
  public void check(FileTree image, WorkFolder work, Progress progress) throws IOException {
    var path = new ClassPath(command.elements(), image, work);
    var name = command.mainClass();
    if (OF_JAVA.matcher(name).matches()) {
      return;
    }
    if (!path.mayHave(name)) {
      report("and the application has no such class", path.mainClasses(), progress);
    } else if (!new MainMethods(path, ClassVersion.UNKNOWN).mayBeOf(name)) {
      report("which has no main method, nor inherits one", path.mainClasses(), progress);
    } else if (!new MainMethods(path, java(image)).mayBeOf(name)) {
      var problem =
          "whose main method the %s of the image does not start: until Java 25 it is public static void main(String[])";
      report(problem.formatted(java(image)), path.mainClasses(), progress);
    }
  }

  private ClassVersion java(FileTree image) throws IOException {
    return home.isEmpty() || flags().contains(PREVIEW)
        ? ClassVersion.UNKNOWN
        : RuntimeVersion.at(home.get(), image);
  }

  /** All that Java hears. */
  private List<String> flags() {
    var flags = new ArrayList<>(command.jvmFlags());
    FlagModules.VARIABLES.stream()
        .map(variable -> environment.getOrDefault(variable, ""))
        .map(FlagModules::words)
        .forEach(flags::addAll);
    return flags;
  }

  private void report(String problem, List<String> mainClasses, Progress progress) {
    var message = message(problem, mainClasses);
    if (isKnown()) {
      throw new InvalidInputException(message);
    }
    progress.warn(message);
  }

  private boolean isKnown() {
    return container.extraClasspath().isEmpty()
        && container.entrypoint().isEmpty()
        && flags().stream().noneMatch(flag -> FLAGS.matcher(flag).matches());
  }

  private String message(String problem, List<String> mainClasses) {
    return "%s is '%s', %s%s%s"
        .formatted(
            container.mainClass().isPresent()
                ? "<container><mainClass>"
                : "the main class, by maven-jar-plugin or the manifest,",
            command.mainClass(),
            problem,
            Similar.to(command.mainClass(), mainClasses)
                .map("; did you mean '%s'?"::formatted)
                .orElse("; write another as <container><mainClass>."),
            mainClasses.isEmpty()
                ? ""
                : " Classes with a main method: " + String.join(", ", mainClasses));
  }
}
