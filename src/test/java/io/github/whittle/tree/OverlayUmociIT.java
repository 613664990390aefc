package io.github.whittle.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.LayerCompression;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Format;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.layout.LayoutWriter;
import io.github.whittle.support.Tool;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** umoci unpacks the layers, and the same files lie there as in our tree. */
class OverlayUmociIT {
  private static final Attributes FILE = Attributes.of(0644, 1);
  private static final Attributes FOLDER = Attributes.of(0755, 1);

  @TempDir Path folder;
  private Tool umoci;

  @Test
  void whiteouts() throws Exception {
    var lower = tree("a/", "a/one", "a/two", "a/b/", "a/b/x", "c", "d -> a", "e/", "e/f");
    agrees(lower, tree("a/", "a/.wh.one", "a/.wh.b", ".wh.c", ".wh.d", ".wh.nothing"));
    agrees(lower, tree("a/", "a/.wh..wh..opq", "a/new", "e/", "e/.wh.f", "e/f"));
    agrees(lower, tree(".wh.a", "a/", "a/three"));
  }

  @Test
  void otherKindsInTheSamePlace() throws Exception {
    var lower = tree("a/", "a/one", "b", "c -> a", "d -> b");
    agrees(lower, tree("a", "b/", "b/x", "c/", "c/y", "d"));
    agrees(lower, tree("a -> b", "b -> a", "c", "d/"), tree("a/", "a/z", "b", "c -> a", "d -> c"));
  }

  @Test
  void hardLinks() throws Exception {
    var lower = tree("a", "b = /a", "c = /a", "d/", "d/x");
    agrees(lower, tree(".wh.a"));
    agrees(lower, tree("a"), tree("e = /b", ".wh.c"));
    agrees(lower, tree("a/", "a/x = /d/x", "d/", "d/y = /c"), tree("d/", "d/.wh.x"));
    agrees(lower, tree("c", "e = /c"));
  }

  @Test
  void filesBelowLinks() throws Exception {
    var lower = tree("usr/", "usr/bin/", "usr/bin/old", "bin -> usr/bin", "up -> usr/../bin");
    agrees(lower, tree("bin/new", "bin/.wh.old"));
    agrees(lower, tree("bin/new", "bin/newer = /bin/new"));
    agrees(lower, tree("up/new"));
    agrees(lower, tree("bin/", "bin/new"));
  }

  private void agrees(FileTree... layers) throws Exception {
    umoci = Tool.require("umoci");
    var tree = FileTree.empty();
    for (var layer : layers) {
      tree = Overlay.overlay(tree, layer);
    }
    assertThat(unpacked(layers)).isEqualTo(described(tree));
  }

  /** Each path with what is there, and the first of the paths that are the same file. */
  private static Map<String, String> described(FileTree tree) throws IOException {
    var result = new TreeMap<String, String>();
    var names = FileIdentity.of(tree).names();
    for (var path : tree.entries().keySet()) {
      var inode = tree.inode(path).orElseThrow();
      var what =
          inode instanceof Entry.Symlink link
              ? "-> " + link.target()
              : inode instanceof Entry.RegularFile file ? text(file.content()) : "folder";
      result.put(path.value(), what + " of " + names.get(path).first());
    }
    return result;
  }

  private static String text(Content content) throws IOException {
    try (var in = content.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Map<String, String> unpacked(FileTree... layers) throws Exception {
    var run = Files.createTempDirectory(folder, "run");
    writeLayout(run.resolve("layout"), layers);
    var command = new ArrayList<>(List.of("unpack", "--image", "layout:test"));
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      command.add("--rootless");
    }
    command.add("bundle");
    umoci.in(run).run(command.toArray(String[]::new));
    return described(run.resolve("bundle/rootfs"));
  }

  private static Map<String, String> described(Path root) throws IOException {
    var result = new TreeMap<String, String>();
    var first = new HashMap<Object, String>();
    try (var paths = Files.walk(root)) {
      for (var path : paths.filter(p -> !p.equals(root)).sorted().toList()) {
        var name = "/" + root.relativize(path);
        var inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        var what =
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.isDirectory(path) ? "folder" : Files.readString(path);
        first.merge(inode, name, (a, b) -> a.compareTo(b) < 0 ? a : b);
        result.put(name, what + " of " + inode);
      }
    }
    first.forEach(
        (inode, name) ->
            result.replaceAll((p, what) -> what.replaceAll(" of " + inode + "$", " of " + name)));
    return result;
  }

  private static void writeLayout(Path target, FileTree... layers) throws IOException {
    try (var writer = new LayoutWriter(target)) {
      var noMeter = Progress.silent().meter("", 0, 0);
      var config = ImageConfig.scratch(Platform.of("linux", "amd64"), Instant.EPOCH);
      var descriptors = new ArrayList<Descriptor>();
      for (var layer : layers) {
        var blob = writer.add(layer, LayerCompression.of(LayerCompression.Type.GZIP), 1, noMeter);
        config = config.withLayer(blob.diffId(), Instant.EPOCH, "test");
        descriptors.add(new Descriptor(Format.OCI.layer("gzip"), blob.digest(), blob.size()));
      }
      var json = config.bytes();
      var digest = writer.add(json);
      var manifest =
          Manifest.of(
              Format.OCI, new Descriptor(Format.OCI.config(), digest, json.length), descriptors);
      writer.add(manifest.bytes());
      writer.complete(
          manifest
              .descriptor()
              .withAnnotations(Map.of("org.opencontainers.image.ref.name", "test")));
      writer.publish();
    }
  }

  /** {@code folder/}, {@code file}, {@code link -> target} or {@code name = /other/name}. */
  private static FileTree tree(String... lines) {
    var entries = new TreeMap<TreePath, Entry>();
    for (var line : lines) {
      var words = line.split(" ");
      var path = TreePath.parse(words[0]);
      if (words.length == 1) {
        entries.put(path, line.endsWith("/") ? new Entry.Directory(FOLDER) : file(lines, line));
      } else if (words[1].equals("=")) {
        entries.put(path, new Entry.HardLink(new TreePath(words[2])));
      } else {
        entries.put(path, new Entry.Symlink(FILE, words[2]));
      }
    }
    return FileTree.of(entries);
  }

  /** Its content tells which layer it is from. */
  private static Entry file(String[] layer, String name) {
    var text = name + " in " + layer.length;
    return new Entry.RegularFile(FILE, Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
