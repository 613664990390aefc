package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.base.Bases;
import io.github.whittle.base.BlobCache;
import io.github.whittle.base.DescribedTree;
import io.github.whittle.base.LockFile;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.support.Debootstrap;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.Tool;
import io.github.whittle.support.UmociImage;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole distribution, flattened: the same files as umoci makes of all its layers. */
final class FlattenIT {
  @TempDir private Path dir;

  private UmociImage base() throws IOException {
    Tool.require("umoci");
    Tool.require("setcap");
    var root = Debootstrap.root();
    var image = new UmociImage(dir.resolve("umoci"));
    var first = image.unpack();
    Tool.named("cp").run("-a", root + "/.", first.toString());
    Tool.named("setcap").run("cap_net_raw+ep", first.resolve("usr/bin/find").toString());
    image.repack();
    change(image.unpack());
    image.repack();
    image.config("--config.cmd", "/bin/bash");
    return image;
  }

  /** Deletes and replaces: a folder, the first name of a hard link, kinds that change. */
  private static void change(Path root) throws IOException {
    Tool.named("rm").run("-rf", root.resolve("usr/share/doc").toString());
    Files.delete(root.resolve("usr/bin/perl"));
    Files.delete(root.resolve("usr/bin/awk"));
    Files.writeString(root.resolve("usr/bin/awk"), "no link any more");
    Files.delete(root.resolve("etc/issue"));
    Files.createDirectory(root.resolve("etc/issue"));
    Files.setAttribute(root.resolve("etc/issue"), "unix:mode", 03750);
    Files.setAttribute(root.resolve("etc/issue"), "unix:uid", 1234);
  }

  private void flatten(UmociImage image) throws Exception {
    var reference = BaseReference.parse("oci://" + image.layout(), dir);
    var empty = LockFile.read(dir.resolve(LockFile.NAME));
    var lock = empty.withImages(Map.of(reference, bases(empty).resolve(reference)));
    Request.write(dir.resolve("ours"), "ours");
    new Request(dir)
        .base(image.layout(), bases(lock)::base)
        .platforms(UmociImage.platform())
        .flatten()
        .strip(Binaries.NONE)
        .file("ours", "/ours")
        .build();
  }

  private Bases bases(LockFile lock) throws IOException {
    var cache = new BlobCache(dir.resolve("cache"), Progress.silent());
    var access = new RegistryAccess(CredentialsSource.none(), host -> false);
    return new Bases(cache, lock, access, true, Progress.silent());
  }

  private static String capabilities(Path root) {
    return Tool.named("getcap").run("-r", root.toString()).replace(root.toString(), "");
  }

  @Test
  void umociFindsTheSameFilesInTheOneLayer() throws Exception {
    var image = base();
    flatten(image);
    var layout = dir.resolve("target/whittle/image");
    assertThat(ImageLayout.validate(layout).image().layers()).hasSize(2);
    Tool.named("skopeo").run("copy", "oci:" + layout, "oci:" + dir.resolve("copy") + ":1");
    Tool.named("umoci")
        .run(
            "raw", "unpack", "--image", dir.resolve("copy") + ":1", dir.resolve("flat").toString());

    var original = image.unpack();
    var expected = DescribedTree.of(original);
    var found = DescribedTree.of(dir.resolve("flat"));
    assertThat(found.remove("/ours")).isNotNull();
    assertThat(expected).hasSizeGreaterThan(3000).doesNotContainKey("/usr/share/doc");
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    assertThat(found).isEqualTo(expected);
    assertThat(capabilities(dir.resolve("flat")))
        .isEqualTo(capabilities(original))
        .contains("/usr/bin/find cap_net_raw=ep");
  }
}
