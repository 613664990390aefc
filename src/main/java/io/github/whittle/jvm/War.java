package io.github.whittle.jvm;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A war, unpacked: started by its own main class, or by a server of the base. */
record War(ArchivedParts parts) implements ArchivedApplication {
  @Override
  public Optional<JavaCommand> put() throws IOException {
    var mainClass = parts.mainClass("Main-Class");
    checkServer(mainClass);
    for (var member : parts.archive().members().values()) {
      var target = parts.root().resolve(member.name());
      if (member.name().matches("WEB-INF/lib[^/]*/[^/]+\\.jar")) {
        parts.putLibrary(member, target);
      } else {
        parts.put(member, target);
      }
    }
    return mainClass.map(this::command);
  }

  private JavaCommand command(String mainClass) {
    var flags = parts.configuration().container().jvmFlags();
    var folder = parts.root().value();
    return new JavaCommand(flags, List.of(folder), folder, mainClass);
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
