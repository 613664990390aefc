package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Manifest;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An image of one platform that others made, with all its bytes on this machine and verified.
 *
 * @param pin the digest that decided: of the index, or of the manifest where there is no index
 * @param manifest of the platform, as its bytes are
 * @param config as it was, with every field
 * @param layers the lowest first
 */
public record BaseImage(
    BaseReference reference,
    Digest pin,
    Manifest manifest,
    ImageConfig config,
    List<BaseLayer> layers) {
  private static final Attributes MADE_BY_THE_RUNTIME = Attributes.of(0755, 1);

  public BaseImage {
    layers = List.copyOf(layers);
  }

  /**
   * What a layer is called that holds all of this image. The digest, since the same image has other
   * names elsewhere, and this one is part of what is made.
   */
  public String flattenedName() {
    return "%s of %s as one"
        .formatted(layers.size() == 1 ? "1 layer" : layers.size() + " layers", pin);
  }

  /** The layer that each path of {@link #tree} is of, for people. */
  public Map<TreePath, String> origins() throws IOException {
    var origins = new HashMap<TreePath, String>();
    for (int i = 0; i < layers.size(); i++) {
      var name = "layer %s of the base".formatted(i + 1);
      layers.get(i).tree().entries().keySet().forEach(path -> origins.put(path, name));
    }
    return origins;
  }

  /**
   * What a runtime shows: every layer over those below it, and each folder that no layer lists as
   * runtimes make it.
   */
  public FileTree tree() throws IOException {
    var tree = FileTree.empty();
    LayerTrees.read(layers);
    for (var layer : layers) {
      tree = layer.over(tree);
    }
    return tree.withParents(FileTree.empty(), MADE_BY_THE_RUNTIME);
  }
}
