package io.github.whittle.layout;

import io.github.whittle.archive.TarReader;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An image of one platform in a layout. */
public final class LayoutImage {
  private final OciLayout layout;
  private final Manifest manifest;

  private LayoutImage(OciLayout layout, Manifest manifest) {
    this.layout = layout;
    this.manifest = manifest;
  }

  /** All images of a layout, by platform. */
  public static Map<Platform, LayoutImage> of(OciLayout layout) throws IOException {
    var images = new TreeMap<Platform, LayoutImage>();
    var root = layout.manifest(layout.root().digest());
    if (!root.isIndex()) {
      add(layout, root, images);
    }
    for (var entry : root.manifests()) {
      add(layout, layout.manifest(entry.digest()), images);
    }
    return images;
  }

  private static void add(OciLayout layout, Manifest manifest, Map<Platform, LayoutImage> images)
      throws IOException {
    var image = new LayoutImage(layout, manifest);
    images.put(image.config().platform(), image);
  }

  public ImageConfig config() throws IOException {
    return ImageConfig.read(configBytes());
  }

  /**
   * What a runtime shows.
   *
   * @param work keeps what the contents are read from
   */
  public FileTree tree(WorkFolder work) throws IOException {
    var tree = FileTree.empty();
    for (var layer : layers(work)) {
      tree = Overlay.overlay(tree, layer);
    }
    return tree;
  }

  /**
   * The layers, the lowest first.
   *
   * @param work keeps what the contents are read from
   */
  public List<FileTree> layers(WorkFolder work) throws IOException {
    var layers = new ArrayList<FileTree>();
    for (var layer : manifest.layers()) {
      layers.add(TarReader.read(work.unpacked(layout.blob(layer.digest()))));
    }
    return layers;
  }

  /** The configuration as it is written. */
  public byte[] configBytes() throws IOException {
    return Files.readAllBytes(layout.blob(manifest.config().digest()));
  }
}
