package io.github.whittle.supply;

import io.github.whittle.base.BaseImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.CopyItem;
import io.github.whittle.config.LibrariesItem;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Packages that single files were taken of: out of other images, whose databases stay behind.
 *
 * @param items the contents' paths, each with the item that put it there
 */
record ForeignPackages(
    Map<TreePath, ContentItem> items,
    Map<BaseReference, BaseImage> images,
    Map<BaseReference, Source> read)
    implements Owners {

  /** An image of others, and what its packages are. */
  record Source(FileTree tree, Distribution distribution) {}

  ForeignPackages(Map<TreePath, ContentItem> items, Map<BaseReference, BaseImage> images) {
    this(items, images, new HashMap<>());
  }

  @Override
  public Optional<Part> of(TreePath path) throws IOException {
    var from = from(items.get(path)).map(images::get);
    if (from.isEmpty()) {
      return Optional.empty();
    }
    var source = source(from.get());
    return source
        .distribution()
        .owner(source.tree().resolve(path, false))
        .map(part -> part.at(path.value()).withNote("from", from.get().pin().toString()));
  }

  private static Optional<BaseReference> from(ContentItem item) {
    if (item instanceof CopyItem copy && copy.target().isEmpty()) {
      return copy.from().reference();
    }
    return item instanceof LibrariesItem libraries ? libraries.from().image() : Optional.empty();
  }

  private Source source(BaseImage image) throws IOException {
    var known = read.get(image.reference());
    if (known == null) {
      var tree = image.tree();
      known = new Source(tree, Distribution.of(tree));
      read.put(image.reference(), known);
    }
    return known;
  }
}
