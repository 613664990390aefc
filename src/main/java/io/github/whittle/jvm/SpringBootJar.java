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

  /**
   * Another launcher than the usual one is a program of the user's, and finds its jars itself; so
   * does the usual one where the user names it.
   */
  static boolean is(ArchivedParts parts) {
    var archive = parts.archive();
    return archive.attribute("Start-Class").isPresent()
        && archive.attribute("Spring-Boot-Lib").isPresent()
        && archive.attribute("Main-Class").filter(SpringBootJar::isLauncher).isPresent()
        && parts.mainClass("Start-Class").filter(SpringBootJar::isLauncher).isEmpty();
  }

  private static boolean isLauncher(String mainClass) {
    return mainClass.endsWith(".JarLauncher");
  }

  @Override
  public Optional<JavaCommand> put() throws IOException {
    var path = putClasses();
    for (var library : libraries()) {
      putLibrary(library).ifPresent(path::add);
    }
    return parts.start(path, parts.mainClass("Start-Class"));
  }

  /** Their class path. */
  private List<String> putClasses() throws IOException {
    var path = new ArrayList<>(List.of(parts.at("resources"), parts.at("classes")));
    for (var member : parts.archive().members().values()) {
      var name = member.name();
      if (name.startsWith(classes())) {
        parts.put(member, target(member, name.substring(classes().length())));
      } else if (name.startsWith("BOOT-INF/") && !name.startsWith(folder())) {
        leaveOut(member, target(member, name), "of the packed jar alone");
      } else if (!name.startsWith(folder()) && putTop(member) && !path.contains(parts.at(TOP))) {
        path.add(0, parts.at(TOP));
      }
    }
    return path;
  }

  /** Whether it goes to a place of its own. */
  private boolean putTop(ZipMember member) throws IOException {
    var name = member.name();
    boolean isTwice = parts.archive().members().containsKey(classes() + name);
    var target = isTwice ? parts.target(member, TOP + "/" + name) : target(member, name);
    return putIfOfUser(member, target) && isTwice;
  }

  /** Whether it goes in: at the top of the jar the user and the launcher meet. */
  private boolean putIfOfUser(ZipMember member, TreePath target) throws IOException {
    var launcher = new SpringBootLauncher(parts.archive());
    var content = member.content();
    var left = launcher.withoutProviders(member);
    if (launcher.has(member) || left.size() == 0 && content.size() > 0) {
      leaveOut(member, target, "the launcher of the packed jar");
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
      leaveOut(library, target, "tools for the packed jar");
      return Optional.empty();
    }
    parts.putLibrary(library, target);
    return Optional.of(target.value());
  }

  private void leaveOut(ZipMember member, TreePath target, String reason) {
    parts.files().leaveOut(target, member.content().size(), reason);
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
