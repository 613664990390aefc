package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A war, unpacked: started by its own main class, or by a server of the base. */
record War(ArchivedParts parts) implements ArchivedApplication {
  private static final String CLASSES = "WEB-INF/classes/";

  @Override
  public Optional<JavaCommand> put() throws IOException {
    var mainClass = parts.mainClass("Main-Class");
    checkServer(mainClass);
    for (var member : parts.archive().members().values()) {
      var target = parts.target(member, member.name());
      if (isLibrary(member)) {
        parts.putLibrary(member, target);
      } else {
        parts.put(member, target);
      }
    }
    return mainClass.isEmpty() ? Optional.empty() : started(mainClass.get());
  }

  private static boolean isLibrary(ZipMember member) {
    return member.name().matches("WEB-INF/lib[^/]*/[^/]+\\.jar");
  }

  /** The main class of a war is at its top, and finds the rest; another has to be led to it. */
  private Optional<JavaCommand> started(String mainClass) throws IOException {
    var file = CLASSES + mainClass.replace('.', '/') + ".class";
    if (!parts.archive().members().containsKey(file)) {
      return parts.start(List.of(parts.root().value()), Optional.of(mainClass));
    }
    var path = new ArrayList<>(List.of(parts.at("WEB-INF/classes")));
    libraries().forEach(jar -> path.add(parts.at(jar.name())));
    return parts.start(path, Optional.of(mainClass));
  }

  private List<ZipMember> libraries() throws IOException {
    var jars = parts.archive().below("WEB-INF/lib").stream().filter(War::isLibrary);
    return new SpringBootIndex(parts.archive()).sorted(jars.toList());
  }

  private void checkServer(Optional<String> mainClass) {
    var container = parts.configuration().container();
    if (mainClass.isPresent() || container.entrypoint().isPresent()) {
      return;
    }
    if (parts.configuration().from().image().isScratch()) {
      throw new InvalidInputException(
          "the war '%s' has no Main-Class, so it cannot be run by itself; write a base with a server as <from><image>"
              .formatted(parts.archive().name()));
    }
    if (container.appRoot().isEmpty()) {
      throw new InvalidInputException(
          "where the base's server looks for the war '%s' is not known; write <container><appRoot>, for example /usr/local/tomcat/webapps/ROOT or /var/lib/jetty/webapps/ROOT"
              .formatted(parts.archive().name()));
    }
  }
}
