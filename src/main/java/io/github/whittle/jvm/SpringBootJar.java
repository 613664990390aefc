package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A jar of Spring Boot, taken apart: its classes and libraries on a class path, without the
 * launcher that reads jars in jars.
 *
 * @see <a href="https://docs.spring.io/spring-boot/specification/executable-jar/index.html">The
 *     Executable Jar Format</a>
 */
record SpringBootJar(ArchivedParts parts) implements ArchivedApplication {
  /** For what the jar has at its top and among its classes: its launcher finds the former first. */
  private static final String TOP = "top";

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
    var path = putClasses();
    for (var library : libraries()) {
      putLibrary(library).ifPresent(path::add);
    }
    return parts.start(path, classes(), parts.mainClass("Start-Class"));
  }

  /** Their class path. */
  private List<String> putClasses() throws IOException {
    var path = new ArrayList<>(List.of(parts.at("resources"), parts.at("classes")));
    for (var member : parts.archive().members().values()) {
      var name = member.name();
      if (name.startsWith(classes())) {
        parts.put(member, target(member, name.substring(classes().length())));
      } else if (!name.startsWith(folder()) && !name.startsWith("BOOT-INF/")) {
        boolean isTwice = parts.archive().members().containsKey(classes() + name);
        var target = isTwice ? parts.target(member, TOP + "/" + name) : target(member, name);
        if (putIfOfUser(member, target) && isTwice && !path.contains(parts.at(TOP))) {
          path.add(0, parts.at(TOP));
        }
      }
    }
    return path;
  }

  /** Whether it goes in: at the top of the jar the user and the launcher meet. */
  private boolean putIfOfUser(ZipMember member, TreePath target) throws IOException {
    var launcher = new SpringBootLauncher(parts.archive());
    var content = member.content();
    var left = launcher.withoutProviders(member);
    if (launcher.has(member) || left.size() == 0 && content.size() > 0) {
      parts.files().leaveOut(target, content.size(), "the launcher of the packed jar");
      return false;
    }
    parts.put(member.name(), left, target);
    return true;
  }

  /** Its path. */
  private Optional<String> putLibrary(ZipMember library) throws IOException {
    var name = library.name().replaceFirst("^" + Pattern.quote(folder()), "");
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

  private List<ZipMember> libraries() throws IOException {
    var jars = parts.archive().below(folder()).stream().filter(m -> JarWalk.isJar(m.name()));
    return new SpringBootIndex(parts.archive()).sorted(jars.toList());
  }

  private String classes() {
    return parts.archive().attribute("Spring-Boot-Classes").orElse("BOOT-INF/classes/");
  }

  /** Of the libraries. */
  private String folder() {
    return parts.archive().attribute("Spring-Boot-Lib").orElseThrow();
  }
}
