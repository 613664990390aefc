package io.github.whittle.layout;

import io.github.whittle.archive.TarWriter;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.image.Json;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One tar that is an OCI layout and a docker-archive at once, so that every {@code docker load} and
 * {@code podman load} takes it.
 *
 * <p>The layout names the whole image, for each of its names, by the annotations that containerd
 * and podman read. The docker-archive is for engines that know no index: one entry a platform,
 * named as the image for linux/amd64 (or the first platform), and for the others with the platform
 * behind the tag, as in {@code app:1.0-linux-arm64}.
 *
 * @see <a href="https://github.com/moby/moby/blob/v25.0.0/image/spec/v1.2.md">Docker image
 *     specification 1.2, combined image JSON</a>
 */
public final class LoadableTar {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final Attributes FILE = Attributes.of(0644, 1);
  private static final Attributes FOLDER = Attributes.of(0755, 1);
  private static final Platform USUAL = Platform.of("linux", "amd64");

  private final OciLayout layout;
  private final TreeMap<TreePath, Entry> entries = new TreeMap<>();

  private LoadableTar(OciLayout layout) {
    this.layout = layout;
  }

  /**
   * Writes {@code layout} to {@code file}.
   *
   * @param names of the image, each with a tag; none leaves it without a name
   */
  public static void write(OciLayout layout, List<ImageReference> names, Path file)
      throws IOException {
    var tree = new LoadableTar(layout).tree(names);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      TarWriter.write(tree, out);
    }
  }

  private FileTree tree(List<ImageReference> names) throws IOException {
    put("oci-layout", LayoutWriter.layoutFile());
    put("index.json", LayoutWriter.indexJson(named(names)));
    put("manifest.json", manifestJson(names));
    return FileTree.of(entries).withParents(FileTree.empty(), FOLDER);
  }

  private Descriptor[] named(List<ImageReference> names) {
    return names.isEmpty()
        ? new Descriptor[] {layout.root()}
        : names.stream()
            .map(
                name ->
                    layout
                        .root()
                        .withAnnotations(
                            Map.of(REF_NAME, name.toString(), CONTAINERD_NAME, name.toString())))
            .toArray(Descriptor[]::new);
  }

  private byte[] manifestJson(List<ImageReference> names) throws IOException {
    var root = layout.manifest(layout.root().digest());
    putBlob(root.digest());
    var array = Json.object().putArray("manifests");
    var platforms = root.isIndex() ? root.manifests() : List.of(layout.root());
    var main = main(platforms);
    for (var descriptor : platforms) {
      var manifest = layout.manifest(descriptor.digest());
      putImage(manifest);
      var entry = array.addObject();
      entry.put("Config", blobName(manifest.config().digest()));
      var tags = entry.putArray("RepoTags");
      names.forEach(name -> tags.add(tag(name, descriptor, descriptor.equals(main))));
      var layers = entry.putArray("Layers");
      manifest.layers().forEach(layer -> layers.add(blobName(layer.digest())));
    }
    return Json.write(array);
  }

  private static Descriptor main(List<Descriptor> platforms) {
    return platforms.stream()
        .filter(d -> d.platform().filter(USUAL::equals).isPresent())
        .findFirst()
        .orElse(platforms.get(0));
  }

  private static String tag(ImageReference name, Descriptor descriptor, boolean main) {
    var suffix = descriptor.platform().map(p -> "-" + p.toString().replace('/', '-')).orElse("");
    if (name.tagOrLatest().length() + suffix.length() > ImageReference.MAX_TAG) {
      throw new InvalidInputException(
          "image.tar names a platform by the tag with '%s' behind it, which is too long for '%s'; write a shorter tag, or leave out <tar>"
              .formatted(suffix, name));
    }
    return (main ? name : name.withTag(name.tagOrLatest() + suffix)).toString();
  }

  private void putImage(Manifest manifest) throws IOException {
    putBlob(manifest.digest());
    putBlob(manifest.config().digest());
    for (var layer : manifest.layers()) {
      putBlob(layer.digest());
    }
  }

  private void putBlob(Digest digest) throws IOException {
    put(blobName(digest), Content.of(layout.blob(digest)));
  }

  private static String blobName(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  private void put(String name, byte[] bytes) {
    put(name, Content.of(bytes));
  }

  private void put(String name, Content content) {
    entries.put(TreePath.parse(name), new Entry.RegularFile(FILE, content));
  }
}
