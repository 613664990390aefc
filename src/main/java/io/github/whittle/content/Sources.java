package io.github.whittle.content;

import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.FileItem;
import io.github.whittle.config.Mode;
import io.github.whittle.config.Where;
import io.github.whittle.elf.FileFormat;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files of the build machine as entries. */
final class Sources {
  private static final int PROGRAM = 0755;
  private static final int DATA = 0644;

  private Sources() {}

  static FileTree file(FileItem item, Scene scene) throws IOException {
    var source = item.source().on(scene.platform());
    check(item.where(), source);
    if (Files.isDirectory(source)) {
      throw item.where()
          .refuse(
              "<source> '%s' is a folder; write <directory> instead of <file>".formatted(source));
    }
    if (!Files.isRegularFile(source)) {
      throw item.where()
          .refuse("<source> '%s' is no regular file (a pipe, a device?)".formatted(source));
    }
    var content = Content.of(source);
    var attributes =
        scene
            .attributes(mode(item.mode(), source, content))
            .withOwner(item.owner().uid(), item.owner().gid());
    return FileTree.of(item.target(), new Entry.RegularFile(attributes, content));
  }

  static FileTree artifact(ArtifactItem item, Scene scene) throws IOException {
    var file = resolved(item, scene);
    var content = Content.of(file);
    var attributes = scene.attributes(mode(item.mode(), file, content));
    return FileTree.of(item.target(), new Entry.RegularFile(attributes, content));
  }

  static Path resolved(ArtifactItem item, Scene scene) {
    try {
      return scene.artifacts().resolve(item.coordinatesOn(scene.platform()));
    } catch (InvalidInputException e) {
      throw item.where().refuse(e.getMessage());
    }
  }

  static void check(Where where, Path source) {
    if (!Files.exists(source)) {
      throw where.refuse(
          "<source> '%s' is not there; if a plugin of the phase package makes it, put that plugin before this one in the pom"
              .formatted(source));
    }
    if (!Files.isReadable(source)) {
      throw where.refuse("<source> '%s' cannot be read".formatted(source));
    }
  }

  /** Never the mode on disk: it differs from machine to machine. */
  static int mode(Optional<Mode> given, Path file, Content content) throws IOException {
    if (given.isPresent()) {
      return given.get().bits();
    }
    return FileFormat.of(file.toString(), content).isRunnable() ? PROGRAM : DATA;
  }
}
