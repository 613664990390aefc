package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final Pattern INDEXED = Pattern.compile("- \"(.+)\"");

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
        parts.put(member, target(member.name().substring(classes.length())));
      } else if (isOfUser(member, libraries)) {
        parts.put(member, target(member.name()));
      }
    }
    var path = new ArrayList<>(List.of(parts.at("resources"), parts.at("classes")));
    for (var library : libraries(libraries)) {
      var target = parts.root().resolve("libs").resolve(Archive.lastName(library));
      parts.putLibrary(library, target);
      path.add(target.value());
    }
    var mainClass = parts.mainClass("Start-Class");
    var file = classes + mainClass.orElseThrow().replace('.', '/') + ".class";
    return parts.start().put(path, archive.needsJava9(file), mainClass);
  }

  private TreePath target(String name) {
    return parts.root().resolve(FolderFiles.isClass(name) ? "classes" : "resources").resolve(name);
  }

  private static boolean isOfUser(ZipMember member, String libraries) {
    return !member.name().startsWith(libraries)
        && !member.name().startsWith("org/springframework/boot/loader/")
        && !member.name().startsWith("BOOT-INF/");
  }

  /** In the order of the index, which is the class path's. */
  private List<ZipMember> libraries(String folder) throws IOException {
    var members = parts.archive().members();
    var index = parts.archive().attribute("Spring-Boot-Classpath-Index").map(members::get);
    if (index.isPresent()) {
      try (var in = index.get().content().open()) {
        var found = INDEXED.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return found.results().map(m -> members.get(m.group(1))).toList();
      }
    }
    return members.values().stream().filter(m -> m.name().startsWith(folder)).toList();
  }
}
