package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.LayerCompression;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.base.Bases;
import io.github.whittle.base.BlobCache;
import io.github.whittle.base.LockFile;
import io.github.whittle.base.TestImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Strip;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.tree.DiskModel;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileIdentity;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.SmallTrees;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The whole of flattening, from layers as tars to the one layer that is read again. */
class FlatteningProperties {
  private static final RegistryAccess ANYONE =
      new RegistryAccess(CredentialsSource.none(), host -> false);

  @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
  void theOneLayerIsWhatADiskHasAfterAllOfThem(@ForAll("stacks") List<FileTree> stack)
      throws Exception {
    Assume.that(SmallTrees.noLinksOnTheWay(stack));
    try (var work = new WorkFolder(Path.of("target"))) {
      var folder = work.newFolder();
      var disk = new DiskModel();
      try {
        stack.forEach(disk::unpack);
      } catch (DiskModel.Refused e) {
        assertThatThrownBy(() -> flattened(stack, folder))
            .isInstanceOf(InvalidInputException.class);
        return;
      }
      assertThat(described(FileIdentity.of(flattened(stack, folder))))
          .isEqualTo(described(disk.identity()));
    }
  }

  private static FileTree flattened(List<FileTree> stack, Path folder) throws Exception {
    var image = new TestImage("linux/amd64");
    stack.forEach(image::gzip);
    TestImage.writeFolder(folder.resolve("source"), image.done().layout());
    var cache = new BlobCache(folder.resolve("cache"), Progress.silent());
    var bases = new Bases(cache, LockFile.empty(), ANYONE, true, Progress.silent());
    var source = BaseReference.parse("oci://source", folder);
    var target = BaseReference.parse("oci://target", folder);
    var gzip = LayerCompression.of(LayerCompression.Type.GZIP);
    var flattening = new Flattening(bases, gzip, Strip.Binaries.NONE, 1, Progress.silent());
    var digest =
        new ImageTarget(target, ANYONE, Progress.silent())
            .put(layout -> flattening.write(source, layout));
    var layers = bases.base(target, digest, Platform.of("linux", "amd64")).layers();
    assertThat(layers).hasSize(1);
    return layers.get(0).tree();
  }

  /** What each path is, in words: contents are equal only if they are the same object. */
  private static Map<String, String> described(FileIdentity tree) {
    var words = new TreeMap<String, String>();
    tree.inodes()
        .forEach(
            (path, inode) ->
                words.put(
                    path.value(), words(inode.orElseThrow()) + " as " + tree.names().get(path)));
    return words;
  }

  private static String words(Inode inode) {
    if (!(inode instanceof RegularFile file)) {
      return inode.toString();
    }
    try (var in = file.content().open()) {
      return file.attributes() + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<List<FileTree>> stacks() {
    return SmallTrees.layers().list().ofMinSize(1).ofMaxSize(4);
  }
}
