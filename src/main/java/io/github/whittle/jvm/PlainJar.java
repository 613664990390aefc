package io.github.whittle.jvm;

import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Any other jar that can be started, as it is, with those that its manifest names. */
record PlainJar(ArchivedParts parts) implements ArchivedApplication {
  private static final String FOLDER = "classpath";

  @Override
  public Optional<JavaCommand> put() throws IOException {
    var archive = parts.archive();
    var mainClass = parts.requiredMainClass();
    var target = parts.root().resolve(FOLDER).resolve(archive.name());
    parts.files().put(Kind.CLASSES, target, Content.of(archive.file()));
    putNeighbours();
    return parts.start(List.of(target.value()), mainClass);
  }

  private void putNeighbours() throws IOException {
    var path = ManifestClassPath.of(parts.archive(), FOLDER);
    for (var found : path.found().entrySet()) {
      put(found.getValue(), parts.root().resolve(found.getKey()));
    }
    if (!path.missing().isEmpty()) {
      parts
          .progress()
          .warn(
              "the Class-Path of '%s' names what does not lie beside it, or would be in its place, so it is not in the image: %s"
                  .formatted(parts.archive().name(), String.join(", ", path.missing())));
    }
  }

  private void put(Path file, TreePath target) throws IOException {
    if (Files.isRegularFile(file)) {
      parts.putLibrary(Content.of(file), target);
      return;
    }
    for (var inside : FolderFiles.of(file).entrySet()) {
      var content = Content.of(inside.getValue());
      parts.put(inside.getKey(), content, target.resolve(inside.getKey()));
    }
  }
}
