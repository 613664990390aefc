package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A jar of Spring Boot, taken apart: its classes and libraries on a class path, without the
 * launcher that reads jars in jars.
 *
 * @see <a href="https://docs.spring.io/spring-boot/specification/executable-jar/index.html">The
 *     Executable Jar Format</a>
 */
record SpringBootJar(ArchivedParts parts) implements ArchivedApplication {
  /** Another launcher than the usual one is a program of the user's, and finds its jars itself. */
  static boolean is(Archive archive) {
    return archive.attribute("Start-Class").isPresent()
        && archive.attribute("Spring-Boot-Lib").isPresent()
        && archive
            .attribute("Main-Class")
            .filter(name -> name.endsWith(".JarLauncher"))
            .isPresent();
  }

  @Override
  public Optional<JavaCommand> put() throws IOException {
    var archive = parts.archive();
    var classes = archive.attribute("Spring-Boot-Classes").orElse("BOOT-INF/classes/");
    var libraries = archive.attribute("Spring-Boot-Lib").orElseThrow();
    for (var member : archive.members().values()) {
      if (member.name().startsWith(classes)) {
        parts.put(member, target(member, member.name().substring(classes.length())));
      } else if (!member.name().startsWith(libraries) && !member.name().startsWith("BOOT-INF/")) {
        putBeside(member);
      }
    }
    var path = new ArrayList<>(List.of(parts.at("resources"), parts.at("classes")));
    for (var library : libraries(libraries)) {
      putLibrary(library).ifPresent(path::add);
    }
    var mainClass = parts.mainClass("Start-Class");
    return parts.start(path, classes, mainClass);
  }

  /** Of the user or of the launcher, which share the top of the jar. */
  private void putBeside(ZipMember member) throws IOException {
    var launcher = new SpringBootLauncher(parts.archive());
    var target = target(member, member.name());
    var content = member.content();
    var left = launcher.withoutProviders(member);
    if (launcher.has(member) || left.size() == 0 && content.size() > 0) {
      parts.files().leaveOut(target, content.size(), "the launcher of the packed jar");
    } else {
      parts.put(member.name(), left, target);
    }
  }

  /** Its path. */
  private Optional<String> putLibrary(ZipMember library) throws IOException {
    var name = Archive.lastName(library);
    var target = parts.target(library, "libs/" + name);
    if (SpringBootLauncher.isTool(name) && parts.libraries().find(name).isEmpty()) {
      parts.files().leaveOut(target, library.content().size(), "tools for the packed jar");
      return Optional.empty();
    }
    parts.putLibrary(library, target);
    return Optional.of(target.value());
  }

  private TreePath target(ZipMember member, String name) {
    return parts.target(member, (FolderFiles.isClass(name) ? "classes/" : "resources/") + name);
  }

  private List<ZipMember> libraries(String folder) throws IOException {
    var indexed = new SpringBootIndex(parts.archive()).libraries();
    return indexed.orElseGet(() -> parts.archive().below(folder));
  }
}
