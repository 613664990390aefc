package io.github.whittle.content;

import io.github.whittle.config.ApplicationItem;
import io.github.whittle.config.ArchiveItem;
import io.github.whittle.config.ArtifactItem;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.CopyItem;
import io.github.whittle.config.DirectoryItem;
import io.github.whittle.config.FileItem;
import io.github.whittle.config.LibrariesItem;
import io.github.whittle.config.LinkItem;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.config.SystemItem;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.List;

/** Gives the tree of any item of {@code <contents>}. */
public final class Contents {
  private Contents() {}

  /**
   * A tree that is a layer of its own, or with other items' trees one.
   *
   * @param name for the history and the log; empty where the item says it
   */
  public record Part(String name, FileTree tree) {
    public Part with(FileTree other) {
      return new Part(name, other);
    }
  }

  /**
   * What an item puts into an image, what changes least first.
   *
   * @throws io.github.whittle.user.InvalidInputException with the item's place in the pom
   */
  public static List<Part> parts(ContentItem item, Scene scene)
      throws IOException, RegistryException {
    return item instanceof ApplicationItem application
        ? application(application, scene)
        : List.of(new Part("", tree(item, scene)));
  }

  private static List<Part> application(ApplicationItem item, Scene scene) throws IOException {
    var keep = new KeptLibraries(item.keep());
    try {
      var parts =
          scene
              .application()
              .orElseThrow()
              .on(scene.platform(), keep, scene.ledger(), scene.progress());
      keep.unused()
          .forEach(pattern -> scene.progress().warn(item.where() + ": " + unused(pattern)));
      return parts.stream().map(part -> new Part(part.kind().toString(), part.files())).toList();
    } catch (InvalidInputException e) {
      throw item.where().refuse(e.getMessage());
    }
  }

  private static String unused(String pattern) {
    return "<keep> has '%s', which no native library in a jar is called; write it as '**/*.dll' or 'a.jar!/**'"
        .formatted(pattern);
  }

  /**
   * The entries that an item puts into an image, without parents that it does not care for.
   *
   * @throws io.github.whittle.user.InvalidInputException with the item's place in the pom
   */
  static FileTree tree(ContentItem item, Scene scene) throws IOException, RegistryException {
    if (item instanceof FileItem file) {
      return Sources.file(file, scene);
    }
    if (item instanceof DirectoryItem directory) {
      return new DirectoryTree(directory, scene).read();
    }
    if (item instanceof ArtifactItem artifact) {
      return artifact.unpack()
          ? ArchiveTree.artifact(artifact, scene)
          : Sources.artifact(artifact, scene);
    }
    if (item instanceof ArchiveItem archive) {
      return ArchiveTree.archive(archive, scene);
    }
    if (item instanceof CopyItem copy) {
      return copied(copy, scene);
    }
    if (item instanceof LibrariesItem libraries) {
      return LibrariesTree.read(libraries, scene);
    }
    if (item instanceof RuntimeItem runtime) {
      return new RuntimeTree(runtime, scene).read();
    }
    if (item instanceof SystemItem system) {
      return SystemTree.read(system, scene);
    }
    var link = (LinkItem) item;
    return FileTree.of(link.target(), new Entry.Symlink(scene.attributes(0777), link.to()));
  }

  private static FileTree copied(CopyItem copy, Scene scene) throws IOException, RegistryException {
    var image = scene.image(copy, copy.from().reference().orElseThrow());
    var tree = new CopyTree(copy, image, scene.below()).read();
    return copy.libraries() ? Supply.completed(tree, image, copy.from().toString(), scene) : tree;
  }
}
