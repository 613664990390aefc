package io.github.whittle.jvm;

import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Any other jar that can be started, as it is. */
record PlainJar(ArchivedParts parts) implements ArchivedApplication {
  @Override
  public Optional<JavaCommand> put() throws IOException {
    var archive = parts.archive();
    var mainClass = parts.requiredMainClass();
    var target = parts.root().resolve("classpath").resolve(archive.name());
    parts.files().put(Kind.CLASSES, target, Content.of(archive.file()));
    return parts.start(List.of(target.value()), "", mainClass);
  }
}
