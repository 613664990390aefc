package io.github.whittle.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.BaseReference;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Format;
import io.github.whittle.image.Manifest;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.support.DockerRegistry;
import io.github.whittle.support.ImageRunner;
import io.github.whittle.support.Tool;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bases that other tools made, brought here from wherever they can lie: the same files each time.
 */
final class BasesIT {
  private static final Platform HERE = Platform.of("linux", architecture());

  @TempDir private Path dir;
  private Path layout;
  private Map<String, String> expected;

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  @BeforeEach
  void makeAnImageWithUmoci() throws IOException {
    var umoci = Tool.require("umoci");
    layout = dir.resolve("layout");
    var image = layout + ":1";
    umoci.run("init", "--layout", layout.toString());
    umoci.run("new", "--image", image);
    repack(umoci, image, "first");
    repack(umoci, image, "second");
    var letter = Files.writeString(dir.resolve("letter"), "a letter");
    umoci.run("insert", "--image", image, letter.toString(), "/srv/letter");
    umoci.run("config", "--image", image, "--config.cmd", "/bin/busybox");
    umoci.run("gc", "--layout", layout.toString());
    expected = unpacked(umoci, image);
    assertThat(expected.get("/bin")).contains("-> usr/bin");
    assertThat(expected.get("/usr/bin/busybox")).contains("4755");
    assertThat(expected.get("/tmp")).contains("1777");
  }

  private void repack(Tool umoci, String image, String step) throws IOException {
    var bundle = dir.resolve(step);
    umoci.run(with(rootless(), "unpack", "--image", image, bundle.toString()));
    var root = bundle.resolve("rootfs");
    if (step.equals("first")) {
      first(root);
    } else {
      second(root);
    }
    umoci.run("repack", "--image", image, bundle.toString());
  }

  private static void first(Path root) throws IOException {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    var busybox = Path.of(Tool.require("busybox").path());
    var program = Files.copy(busybox, root.resolve("usr/bin/busybox"));
    Files.createLink(root.resolve("usr/bin/sh"), program);
    Files.createSymbolicLink(root.resolve("usr/bin/nowhere"), Path.of("/no/where"));
    Files.createDirectories(root.resolve("var/lib/old/deep"));
    Files.writeString(root.resolve("var/lib/old/deep/file"), "gone later");
    Files.writeString(root.resolve("var/turns"), "into a folder");
    Files.writeString(root.resolve("var/" + "long".repeat(50)), "é");
    var mode = PosixFilePermissions.fromString("rwxrwxrwx");
    Files.setPosixFilePermissions(Files.createDirectory(root.resolve("tmp")), mode);
    Files.setAttribute(root.resolve("tmp"), "unix:mode", 01777);
    Files.setAttribute(program, "unix:mode", 04755);
    Files.setLastModifiedTime(program, FileTime.fromMillis(1_000_000_000_000L));
  }

  private static void second(Path root) throws IOException {
    Files.delete(root.resolve("var/lib/old/deep/file"));
    Files.delete(root.resolve("var/lib/old/deep"));
    Files.writeString(root.resolve("var/lib/old/new"), "new");
    Files.delete(root.resolve("var/turns"));
    Files.createDirectory(root.resolve("var/turns"));
    Files.delete(root.resolve("usr/bin/sh"));
    Files.writeString(root.resolve("usr/bin/sh"), "no shell any more");
  }

  private static List<String> rootless() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
        ? List.of()
        : List.of("--rootless");
  }

  private static String[] with(List<String> options, String command, String... args) {
    var all = new java.util.ArrayList<String>();
    all.add(command);
    all.addAll(options);
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }

  private Map<String, String> unpacked(Tool umoci, String image) throws IOException {
    var bundle = dir.resolve("unpacked");
    umoci.run(with(rootless(), "unpack", "--image", image, bundle.toString()));
    var described = DescribedTree.of(bundle.resolve("rootfs"));
    // No layer lists it: "insert" writes the file alone.
    assertThat(described).containsKey("/srv");
    described.remove("/srv");
    return described;
  }

  private BaseImage base(String text) throws Exception {
    var reference = BaseReference.parse(text, dir);
    var cache = new BlobCache(dir.resolve("cache"), Progress.silent());
    var access = new RegistryAccess(CredentialsSource.none(), host -> false);
    var empty = LockFile.read(dir.resolve(LockFile.NAME));
    var now = new Bases(cache, empty, access, false, Progress.silent()).resolve(reference);
    var lock = empty.withImages(Map.of(reference, now));
    var base = new Bases(cache, lock, access, false, Progress.silent()).base(reference, HERE);
    // All of it is in the cache now: the second time nobody is asked.
    return text.contains("://")
        ? base
        : new Bases(cache, lock, access, true, Progress.silent()).base(reference, HERE);
  }

  private BaseImage holdsTheSameFiles(String text) throws Exception {
    var base = base(text);
    var found = DescribedTree.of(base.tree());
    assertThat(found.remove("/srv")).isNotNull();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    assertThat(found).isEqualTo(expected);
    return base;
  }

  private void copy(String to, String... options) {
    var skopeo = Tool.require("skopeo").with("copy", "--dest-tls-verify=false");
    skopeo.with(options).run("oci:" + layout + ":1", to);
  }

  private static Path tar(Path tar) {
    assertThat(tar).isRegularFile();
    return tar;
  }

  @Test
  void aLayoutOfUmoci() throws Exception {
    holdsTheSameFiles("oci://layout");
  }

  @Test
  void archivesOfSkopeo() throws Exception {
    copy("docker-archive:" + dir.resolve("docker.tar") + ":name:1");
    copy("oci-archive:" + dir.resolve("oci.tar"));

    var plain = holdsTheSameFiles("tar://" + tar(dir.resolve("docker.tar")));
    assertThat(plain.manifest().layers())
        .allMatch(layer -> layer.mediaType().equals(Format.OCI.plainLayer()));
    holdsTheSameFiles("oci://" + tar(dir.resolve("oci.tar")));
  }

  @Test
  void aRealRegistryWithEveryFormatThatSkopeoWrites() throws Exception {
    Tool.require("docker-registry");
    try (var registry = DockerRegistry.start(dir.resolve("registry"))) {
      var name = registry.host() + "/team/base:";
      copy("docker://" + name + "oci");
      copy("docker://" + name + "docker", "--format=v2s2");
      copy("docker://" + name + "zstd", "--dest-compress-format=zstd", "--format=oci");

      assertThat(holdsTheSameFiles(name + "oci").pin()).isEqualTo(digest(name + "oci"));
      assertThat(holdsTheSameFiles(name + "docker").manifest().mediaType())
          .isEqualTo(Format.DOCKER.manifest());
      holdsTheSameFiles(name + "zstd");
    }
  }

  private static io.github.whittle.image.Digest digest(String name) {
    var raw =
        Tool.require("skopeo").run("inspect", "--raw", "--tls-verify=false", "docker://" + name);
    return Manifest.read(raw.getBytes(StandardCharsets.UTF_8)).digest();
  }

  @Test
  void whatPodmanCommittedAndSaved() throws Exception {
    Tool.require("podman");
    try (var runner = ImageRunner.open()) {
      var podman = runner.podman();
      podman.run("pull", "--quiet", "oci:" + layout + ":1");
      var id = podman.run("images", "--quiet").lines().findFirst().orElseThrow();
      var context = Files.createDirectory(dir.resolve("context"));
      Files.writeString(context.resolve("letter"), "a letter");
      Files.writeString(
          context.resolve("Dockerfile"),
          """
          FROM %s
          COPY letter /srv/copy
          HEALTHCHECK --interval=7s CMD /bin/true
          SHELL ["/bin/busybox", "sh", "-c"]
          ONBUILD RUN true
          """
              .formatted(id));
      podman.run("build", "--quiet", "--format=docker", "--tag=built", context.toString());
      var container = podman.run("create", "built").strip();
      podman.run("commit", "--quiet", "--format=docker", container, "example.com/committed:1");
      var docker = dir.resolve("podman.tar");
      podman.run("save", "--quiet", "--output=" + docker, "example.com/committed:1");
      var oci = dir.resolve("podman-oci.tar");
      podman.run(
          "save", "--quiet", "--format=oci-archive", "--output=" + oci, "example.com/committed:1");

      var base = base("tar://podman.tar");
      assertThat(new String(base.config().bytes(), StandardCharsets.UTF_8))
          .contains("\"Healthcheck\":", "7000000000", "\"Shell\":", "\"OnBuild\":[\"RUN true\"]");
      var found = DescribedTree.of(base.tree());
      assertThat(found).containsKey("/srv/copy").containsAllEntriesOf(expected);
      assertThat(DescribedTree.of(base("oci://podman-oci.tar").tree())).isEqualTo(found);
    }
  }
}
