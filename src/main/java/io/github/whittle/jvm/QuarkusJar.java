package io.github.whittle.jvm;

import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The jar that starts what Quarkus made; it finds its jars from its own place. */
record QuarkusJar(ArchivedParts parts) implements ArchivedApplication {
  private static final String NAME = "quarkus-run.jar";

  static boolean is(Archive archive) {
    return archive.name().equals(NAME);
  }

  @Override
  public Optional<JavaCommand> put() throws IOException {
    for (var file : FolderFiles.of(parts.archive().file().getParent()).entrySet()) {
      var target = parts.root().resolve(file.getKey());
      var content = Content.of(file.getValue());
      if (file.getKey().startsWith("lib/")) {
        parts.putLibrary(content, target);
      } else {
        parts.files().put(Kind.CLASSES, target, content);
      }
    }
    return parts.start(List.of(parts.at(NAME)), parts.requiredMainClass());
  }
}
