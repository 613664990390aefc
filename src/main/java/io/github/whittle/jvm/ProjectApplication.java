package io.github.whittle.jvm;

import io.github.whittle.config.Configuration;
import io.github.whittle.config.Container;
import io.github.whittle.config.ContainerizingMode;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The application of a project of packaging jar, where Jib puts it: {@code libs}, {@code
 * resources}, {@code classes}, or the project's own jar in {@code classpath}, and beside them the
 * class path and the main class in files for the java command.
 */
final class ProjectApplication {
  /** A descriptor alone changes nothing on a class path. */
  private static final Pattern VERSIONED =
      Pattern.compile("META-INF/versions/\\d+/.*(?<!module-info)\\.class");

  private final JavaProject project;
  private final Container container;
  private final ContainerizingMode mode;
  private final ProjectClasses classes;
  private final Application.Treatment treatment;
  private final TreePath root;
  private final ApplicationFiles files;
  private final StartFiles start;

  private ProjectApplication(JavaProject project, Configuration configuration, long time)
      throws IOException {
    this.project = project;
    this.container = configuration.container();
    this.mode = configuration.containerizingMode();
    this.classes = ProjectClasses.of(project.classes());
    this.treatment = Application.Treatment.of(configuration);
    this.files = new ApplicationFiles(time);
    this.start = StartFiles.of(configuration, files);
    this.root = start.root();
  }

  /**
   * @param time of every file, in seconds since 1970
   * @param progress is told of what Java does not read
   * @throws InvalidInputException if nothing says what to start, or something is not built yet
   */
  static Application of(
      JavaProject project, Configuration configuration, Progress progress, long time)
      throws IOException {
    return new ProjectApplication(project, configuration, time).read(progress);
  }

  private Application read(Progress progress) throws IOException {
    var path =
        new ArrayList<>(
            mode == ContainerizingMode.EXPLODED ? putClasses(progress) : putJar(progress));
    var libraries = putLibraries();
    DevelopmentTool.tell(project.dependencies(), progress);
    var version = classes.version();
    boolean named = start.areRead(version) || container.expandClasspathDependencies();
    path.addAll(named ? libraries : List.of(at("libs/*")));
    var flags = flags(progress);
    var command = start.put(path, version, mainClass()).map(c -> c.withFlags(flags));
    return new Application(files.parts(), files.libraries(), command, treatment, List.of());
  }

  private List<String> putClasses(Progress progress) throws IOException {
    var folder = FolderFiles.of(project.classes());
    tellOfVersions(folder.keySet(), progress);
    for (var link : FolderFiles.dangling(project.classes())) {
      progress.warn("'%s' is a link to nothing, and left out".formatted(link));
    }
    for (var file : folder.entrySet()) {
      boolean isClass = FolderFiles.isClass(file.getKey());
      files.put(
          isClass ? Kind.CLASSES : Kind.RESOURCES,
          root.resolve(isClass ? "classes" : "resources").resolve(file.getKey()),
          Content.of(file.getValue()));
    }
    return List.of(at("resources"), at("classes"));
  }

  private void tellOfVersions(Collection<String> names, Progress progress) {
    names.stream()
        .filter(name -> VERSIONED.matcher(name).matches())
        .findFirst()
        .ifPresent(
            name ->
                progress.warn(
                    "'%s' is for newer versions of Java, which read it in a jar alone: it is never used; write <containerizingMode>packaged</containerizingMode>"
                        .formatted(project.classes().resolve(name))));
  }

  private List<String> putJar(Progress progress) throws IOException {
    var jar = ProjectJar.read(project.artifact());
    tellOfShaded(jar, progress);
    var target = root.resolve("classpath").resolve(project.artifact().getFileName().toString());
    files.put(Kind.CLASSES, target, Content.of(jar.file()));
    return List.of(at("classpath/*"));
  }

  /** The shade plugin puts a jar with all dependencies in it in the place of Maven's. */
  private void tellOfShaded(Archive jar, Progress progress) {
    long held =
        project.dependencies().stream()
            .map(JavaProject.Dependency::coordinates)
            .map(c -> "META-INF/maven/%s/%s/pom.properties".formatted(c.groupId(), c.artifactId()))
            .filter(jar.members()::containsKey)
            .count();
    if (held > 0) {
      progress.warn(
          "'%s' holds dependencies already (%s of %s), which go in beside it once more; name it as the <source> of <application>"
              .formatted(jar.file(), held, project.dependencies().size()));
    }
  }

  /** A manifest counts where it is started, which classes in folders have none of. */
  private List<String> flags(Progress progress) throws IOException {
    if (mode == ContainerizingMode.EXPLODED) {
      return List.of();
    }
    var jar = ProjectJar.read(project.artifact());
    var version = classes.version();
    return new ManifestFlags(jar, version, start.oldestJava(version)).read(progress);
  }

  private List<String> putLibraries() throws IOException {
    var path = new ArrayList<String>();
    var names = LibraryNames.of(project.dependencies());
    for (int i = 0; i < names.size(); i++) {
      var target = root.resolve("libs").resolve(names.get(i));
      var dependency = project.dependencies().get(i);
      files.name(target, dependency);
      putLibrary(
          dependency.kind() == JavaProject.Kind.RELEASE ? Kind.DEPENDENCIES : Kind.SNAPSHOTS,
          target,
          dependency.file());
      path.add(target.value());
    }
    return path;
  }

  private void putLibrary(Kind kind, TreePath target, Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      files.put(kind, target, Content.of(file));
      return;
    }
    for (var inside : FolderFiles.of(file).entrySet()) {
      files.put(kind, target.resolve(inside.getKey()), Content.of(inside.getValue()));
    }
  }

  /** Nothing only where the user says what to start, and no class is found. */
  private Optional<String> mainClass() throws IOException {
    if (container.mainClass().isPresent()) {
      return container.mainClass();
    }
    // Maven leaves an expression that stands for nothing as it is.
    var packaged = project.mainClass().filter(SourceVersion::isName);
    if (packaged.isPresent()) {
      return packaged;
    }
    try {
      return Optional.of(classes.mainClass());
    } catch (InvalidInputException e) {
      if (container.entrypoint().isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String at(String name) {
    return root.resolve(name).value();
  }
}
