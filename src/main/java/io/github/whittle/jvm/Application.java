package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.ClassStrip;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.Jars;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An application as it goes into an image, the same for every platform.
 *
 * @param parts each a layer of its own, what changes least first
 * @param libraries dependencies by the paths of their jars or folders
 * @param command that starts it; nothing where a server of the base does
 * @param treatment how its files become those of an image
 * @param leftOut what a packed application holds for its packed form alone
 */
public record Application(
    List<Part> parts,
    Map<TreePath, JavaProject.Dependency> libraries,
    Optional<JavaCommand> command,
    Treatment treatment,
    List<Decision> leftOut) {
  public Application {
    parts = List.copyOf(parts);
    leftOut = List.copyOf(leftOut);
    libraries = Map.copyOf(libraries);
  }

  /**
   * The application of a project, or that which its pom names.
   *
   * @param work for what is in archives
   * @param progress is told of what a jar asks for and does not get, and of what Java does not read
   * @param time of every file, in seconds since 1970
   * @throws io.github.whittle.user.InvalidInputException if nothing says what to start, or
   *     something is not built yet
   */
  public static Application of(
      JavaProject project,
      Configuration configuration,
      WorkFolder work,
      Progress progress,
      long time)
      throws IOException {
    var archive = configuration.application().orElseThrow().source().or(project::packedApplication);
    var application =
        archive.isPresent()
            ? ArchivedApplication.of(archive.get(), project, configuration, work, progress, time)
            : ProjectApplication.of(project, configuration, progress, time);
    return application.withVariables(progress);
  }

  /** Who reads names of variables is known when all libraries are. */
  private Application withVariables(Progress progress) throws IOException {
    if (treatment.classes() == ClassStrip.NONE && treatment.dependencies() == ClassStrip.NONE) {
      return this;
    }
    var variables = KeptVariables.in(parts);
    if (treatment.classes() != ClassStrip.NONE) {
      variables.tell(parts, progress);
    }
    return new Application(parts, libraries, command, treatment.with(variables), leftOut);
  }

  /**
   * The parts as they go into an image.
   *
   * @param keep whether an entry of a jar, named {@code a.jar!/b/c.dll}, stays whatever it is
   * @throws io.github.whittle.user.InvalidInputException if the platform lacks a native library
   *     that others have, unless that is to be a warning
   */
  public List<Part> on(Platform platform, Predicate<String> keep, Ledger ledger, Progress progress)
      throws IOException {
    ledger.addAll(leftOut);
    var rules =
        new JarRules(
            treatment.jars(), treatment.dependencies(), treatment.variables(), platform, keep);
    var jars = new JarRewriting(rules, ledger, progress);
    var written = new ArrayList<Part>();
    for (var part : parts) {
      var files = jars.rewritten(part.files(), path -> isOwn(path, part.kind()));
      written.add(new Part(part.kind(), written(part.kind(), files, ledger)));
    }
    report(platform, jars.lacking(), progress);
    return written;
  }

  /** What the project itself is, and what its modules are. */
  private boolean isOwn(TreePath path, Kind kind) {
    return kind == Kind.CLASSES
        || libraries.containsKey(path) && libraries.get(path).kind() == JavaProject.Kind.MODULE;
  }

  private FileTree written(Kind kind, FileTree files, Ledger ledger) throws IOException {
    return switch (kind) {
      case CLASSES ->
          new ClassRewriting(treatment.classes(), treatment.variables(), ledger).rewritten(files);
      case RESOURCES -> withoutTraces(files, ledger);
      case DEPENDENCIES, SNAPSHOTS -> files;
    };
  }

  private static FileTree withoutTraces(FileTree tree, Ledger ledger) throws IOException {
    var entries = new TreeMap<TreePath, Entry>(tree.entries());
    for (var e : entries.entrySet()) {
      if (e.getValue() instanceof RegularFile file) {
        var path = e.getKey().value();
        var left = BuildTraces.removed(path, path, file.content(), ledger);
        e.setValue(new RegularFile(file.attributes(), left));
      }
    }
    return FileTree.of(entries);
  }

  private void report(Platform platform, LackingLibraries lacking, Progress progress) {
    lacking.onOtherSystems(platform).forEach(progress::warn);
    var message = String.join("; ", lacking.onOtherMachines(platform));
    if (message.isEmpty()) {
      return;
    }
    if (treatment.isStrict()) {
      throw new InvalidInputException(
          message
              + "; add a dependency that has, take the platform out of <from><platforms>, or where"
              + " Java goes on without, make this a warning with"
              + " <checkLibraries>false</checkLibraries>");
    }
    progress.warn(message);
  }

  /**
   * How files become those of an image.
   *
   * @param jars how they are written
   * @param classes what goes out of the project's class files
   * @param variables which class files, of the project or in jars, keep names of variables
   * @param dependencies what goes out of the class files in jars
   * @param isStrict whether a missing native library is an error
   */
  public record Treatment(
      Jars jars,
      ClassStrip classes,
      KeptVariables variables,
      ClassStrip dependencies,
      boolean isStrict) {
    private Treatment with(KeptVariables which) {
      return new Treatment(jars, classes, which, dependencies, isStrict);
    }

    static Treatment of(Configuration configuration) {
      var item = configuration.application().orElseThrow();
      return new Treatment(
          item.jars(configuration.optimize()),
          configuration.strip().classes(),
          KeptVariables.NONE,
          item.classes(),
          configuration.checkLibraries());
    }
  }

  /**
   * What changes together.
   *
   * @param files jars as they are on disk, each as a {@link
   *     io.github.whittle.tree.Content.FileContent}
   */
  public record Part(Kind kind, FileTree files) {}

  /** From what changes least to what changes most. */
  public enum Kind {
    DEPENDENCIES("dependencies"),
    /** Snapshots, and modules of the same build. */
    SNAPSHOTS("snapshots"),
    RESOURCES("resources"),
    CLASSES("classes");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
