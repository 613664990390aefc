package io.github.whittle.supply;

import io.github.whittle.base.BaseLayer;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.HardLink;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The facts of the files that an image shows, taken from where each was read already. */
public final class FilesOfImage {
  private final FileTree programs;
  private final Set<TreePath> known;
  private final Map<TreePath, FileFacts> facts = new HashMap<>();

  /**
   * @param programs what the image shows, with programs as they were before they were packed: who
   *     packs a program hides what it says of itself
   * @param known paths of jars of which is known what they are, so that nobody reads them again
   */
  public FilesOfImage(FileTree programs, Set<TreePath> known) {
    this.programs = programs;
    this.known = known;
  }

  /** Goes on with a layer of a base; the lowest first. */
  public void add(BaseLayer layer) throws IOException {
    forgetLinks(layer.tree());
    facts.putAll(LayerFacts.of(layer));
  }

  /** A link in the place of a file may become a file again, where its target goes. */
  private void forgetLinks(FileTree layer) {
    layer
        .entries()
        .forEach(
            (path, entry) -> {
              if (entry instanceof HardLink) {
                facts.remove(path);
              }
            });
  }

  /** Goes on with a layer that was written. */
  public void add(FileTree layer, LayerWatch watch) throws IOException {
    forgetLinks(layer);
    for (var e : watch.of(layer).entrySet()) {
      var path = e.getKey();
      var seen = e.getValue();
      facts.put(
          path,
          known.contains(path)
              ? new FileFacts(seen.sha256(), List.of(), "")
              : FileFacts.of(seen.sha256(), path, seen.isElf(), content(path)));
    }
  }

  private Content content(TreePath path) {
    return programs
        .inode(path)
        .filter(RegularFile.class::isInstance)
        .map(file -> ((RegularFile) file).content())
        .orElse(Content.of(new byte[0]));
  }

  /** Read now if it was in no layer under that name. */
  FileFacts facts(TreePath path) throws IOException {
    var known = facts.get(path);
    if (known == null) {
      known = FileFacts.of(path, content(path));
      facts.put(path, known);
    }
    return known;
  }
}
