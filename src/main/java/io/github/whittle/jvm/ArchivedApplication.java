package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.archive.ZipMember;
import io.github.whittle.config.Configuration;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.jvm.Application.Treatment;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An application that some plugin packed: a jar of Spring Boot is taken apart, a war unpacked, a
 * fast-jar of Quarkus taken with the folder around it, and any other jar taken as it is.
 */
final class ArchivedApplication {
  private static final String QUARKUS = "quarkus-run.jar";
  private static final Pattern INDEXED = Pattern.compile("- \"(.+)\"");

  private final Configuration configuration;
  private final JavaProject project;
  private final Archive archive;
  private final WorkFolder work;
  private final ApplicationFiles files;
  private final StartFiles start;

  private ArchivedApplication(
      Archive archive,
      JavaProject project,
      Configuration configuration,
      WorkFolder work,
      ApplicationFiles files) {
    this.archive = archive;
    this.project = project;
    this.configuration = configuration;
    this.work = work;
    this.files = files;
    this.start = StartFiles.of(configuration, files);
  }

  /**
   * @param archive a jar or war
   * @param work for the jars in it
   * @throws InvalidInputException if it is not there, or nothing in it can be started
   */
  static Application of(
      Path archive, JavaProject project, Configuration configuration, WorkFolder work, long time)
      throws IOException {
    var read = Archive.read(archive);
    return new ArchivedApplication(read, project, configuration, work, new ApplicationFiles(time))
        .read();
  }

  private Application read() throws IOException {
    var command =
        archive.name().endsWith(".war")
            ? war()
            : isOfSpringBoot() ? springBoot() : archive.name().equals(QUARKUS) ? quarkus() : jar();
    return new Application(files.parts(), files.libraries(), command, Treatment.of(configuration));
  }

  private Optional<String> mainClass(String attribute) {
    return configuration.container().mainClass().or(() -> archive.attribute(attribute));
  }

  private Optional<String> requiredMainClass() {
    var name = mainClass("Main-Class");
    if (name.isEmpty() && configuration.container().entrypoint().isEmpty()) {
      throw new InvalidInputException(
          "the manifest of '%s' has no Main-Class; write <container><mainClass>"
              .formatted(archive.name()));
    }
    return name;
  }

  /** Another launcher than the usual one is a program of the user's, and finds its jars itself. */
  private boolean isOfSpringBoot() {
    return archive.attribute("Start-Class").isPresent()
        && archive.attribute("Spring-Boot-Lib").isPresent()
        && archive
            .attribute("Main-Class")
            .filter(name -> name.endsWith(".JarLauncher"))
            .isPresent();
  }

  private Optional<JavaCommand> springBoot() throws IOException {
    var classes = archive.attribute("Spring-Boot-Classes").orElse("BOOT-INF/classes/");
    var libraries = archive.attribute("Spring-Boot-Lib").orElseThrow();
    for (var member : archive.members().values()) {
      if (member.name().startsWith(classes)) {
        putClassOrResource(member, member.name().substring(classes.length()));
      } else if (isOfUser(member, libraries)) {
        putClassOrResource(member, member.name());
      }
    }
    var path = new ArrayList<>(List.of(at("resources"), at("classes")));
    for (var library : libraries(libraries)) {
      path.add(putLibrary(library, start.root().resolve("libs")));
    }
    var mainClass = mainClass("Start-Class");
    var file = classes + mainClass.orElseThrow().replace('.', '/') + ".class";
    return start.put(path, archive.needsJava9(file), mainClass);
  }

  private static boolean isOfUser(ZipMember member, String libraries) {
    return !member.name().startsWith(libraries)
        && !member.name().startsWith("org/springframework/boot/loader/")
        && !member.name().startsWith("BOOT-INF/");
  }

  /** In the order of the index, which is the class path's. */
  private List<ZipMember> libraries(String folder) throws IOException {
    var index = archive.attribute("Spring-Boot-Classpath-Index").map(archive.members()::get);
    if (index.isPresent()) {
      try (var in = index.get().content().open()) {
        var found = INDEXED.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return found.results().map(m -> archive.members().get(m.group(1))).toList();
      }
    }
    return archive.members().values().stream().filter(m -> m.name().startsWith(folder)).toList();
  }

  private void putClassOrResource(ZipMember member, String name) {
    boolean isClass = FolderFiles.isClass(name);
    files.put(
        isClass ? Kind.CLASSES : Kind.RESOURCES,
        start.root().resolve(isClass ? "classes" : "resources").resolve(name),
        member.content());
  }

  private String putLibrary(ZipMember jar, TreePath folder) throws IOException {
    var name = jar.name().substring(jar.name().lastIndexOf('/') + 1);
    var target = folder.resolve(name);
    files.put(kind(name), target, archive.extracted(jar, work));
    dependency(name).ifPresent(found -> files.name(target, found));
    return target.value();
  }

  private Optional<JavaProject.Dependency> dependency(String library) {
    return project.dependencies().stream()
        .filter(dependency -> isNamed(dependency, library))
        .findFirst();
  }

  /** Quarkus puts the groupId before the name. */
  private static boolean isNamed(JavaProject.Dependency dependency, String file) {
    var name = dependency.name();
    return name.equals(file) || file.equals(dependency.coordinates().groupId() + "." + name);
  }

  private Kind kind(String library) {
    return dependency(library)
            .map(JavaProject.Dependency::kind)
            .map(kind -> kind == JavaProject.Kind.RELEASE)
            .orElse(!library.contains("SNAPSHOT"))
        ? Kind.DEPENDENCIES
        : Kind.SNAPSHOTS;
  }

  private Optional<JavaCommand> war() throws IOException {
    var mainClass = mainClass("Main-Class");
    checkServer(mainClass);
    for (var member : archive.members().values()) {
      if (member.name().matches("WEB-INF/lib[^/]*/[^/]+\\.jar")) {
        putLibrary(member, start.root().resolve(member.name()).parent().orElseThrow());
      } else {
        boolean isClass = FolderFiles.isClass(member.name());
        files.put(
            isClass ? Kind.CLASSES : Kind.RESOURCES,
            start.root().resolve(member.name()),
            member.content());
      }
    }
    return mainClass.map(
        name -> new JavaCommand(configuration.container().jvmFlags(), at("."), name));
  }

  private void checkServer(Optional<String> mainClass) {
    var container = configuration.container();
    if (mainClass.isPresent() || container.entrypoint().isPresent()) {
      return;
    }
    if (configuration.from().image().isScratch()) {
      throw new InvalidInputException(
          "the war '%s' has no Main-Class, so it cannot be run by itself; write a base with a server as <from><image>"
              .formatted(archive.name()));
    }
    if (container.appRoot().isEmpty()) {
      throw new InvalidInputException(
          "where the base's server looks for the war '%s' is not known; write <container><appRoot>, for example /usr/local/tomcat/webapps/ROOT or /var/lib/jetty/webapps/ROOT"
              .formatted(archive.name()));
    }
  }

  /** Its jars are found from the place of the one that is started. */
  private Optional<JavaCommand> quarkus() throws IOException {
    for (var file : FolderFiles.of(archive.file().getParent()).entrySet()) {
      var isLibrary = file.getKey().startsWith("lib/");
      var name = file.getKey().substring(file.getKey().lastIndexOf('/') + 1);
      var target = start.root().resolve(file.getKey());
      files.put(isLibrary ? kind(name) : Kind.CLASSES, target, Content.of(file.getValue()));
      dependency(name).ifPresent(found -> files.name(target, found));
    }
    return start.put(List.of(at(QUARKUS)), true, requiredMainClass());
  }

  private Optional<JavaCommand> jar() throws IOException {
    var mainClass = requiredMainClass();
    var target = start.root().resolve("classpath").resolve(archive.name());
    files.put(Kind.CLASSES, target, Content.of(archive.file()));
    var file = mainClass.map(name -> name.replace('.', '/') + ".class").orElse("");
    return start.put(List.of(target.value()), archive.needsJava9(file), mainClass);
  }

  private String at(String name) {
    return name.equals(".") ? start.root().value() : start.root().resolve(name).value();
  }
}
