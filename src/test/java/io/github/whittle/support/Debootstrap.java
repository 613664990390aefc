package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A whole Debian, made once for all tests: it takes most of a minute, and the network.
 *
 * <p>Beside its packages it has a library where only {@code ld.so.cache} leads, and a program that
 * needs it: {@code /opt/odd}.
 */
public final class Debootstrap {
  private static final Path CACHE = Path.of("target", "debootstrap").toAbsolutePath();

  private Debootstrap() {}

  /** Its files; a test is left out where they cannot be made. */
  public static synchronized Path root() throws IOException {
    var debootstrap = Tool.require("debootstrap");
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      Tool.missing("the right to make a debootstrap (root)");
    }
    var root = CACHE.resolve("root");
    var done = CACHE.resolve("done");
    if (!Files.exists(done)) {
      Tool.named("rm").run("-rf", CACHE.toString());
      Files.createDirectories(CACHE);
      make(debootstrap.with("--variant=minbase", "--include=python3-minimal", "bookworm"));
      addOdd(root);
      Files.createFile(done);
    }
    return root;
  }

  /** By a link, because debootstrap takes a folder with a space in its path for two. */
  private static void make(Tool debootstrap) throws IOException {
    var folder = Files.createTempDirectory("debootstrap");
    var link = Files.createSymbolicLink(folder.resolve("cache"), CACHE);
    try {
      debootstrap.run(link.resolve("root").toString());
    } finally {
      Files.delete(link);
      Files.delete(folder);
    }
  }

  private static void addOdd(Path root) throws IOException {
    var gcc = Tool.require("gcc").in(Files.createDirectories(root.resolve("opt/odd")));
    var odd = root.resolve("opt/odd");
    Files.writeString(odd.resolve("odd.map"), "LIBODD_1 { global: odd; };");
    Files.writeString(odd.resolve("odd.c"), "const char *odd(void) { return \"odd\"; }");
    Files.writeString(
        odd.resolve("uses.c"),
        "#include <stdio.h>\nconst char *odd(void); int main(void) { puts(odd()); return 0; }");
    gcc.run(
        "-shared",
        "-fPIC",
        "odd.c",
        "-o",
        "libodd.so",
        "-Wl,-soname,libodd.so",
        "-Wl,--version-script=odd.map");
    gcc.run("uses.c", "-o", "uses-odd", "-L.", "-lodd");
    Files.writeString(root.resolve("etc/ld.so.conf.d/odd.conf"), "/opt/odd\n");
    Tool.named("ldconfig").run("-r", root.toString());
    Tool.named("chmod").run("-R", "a+rX", odd.toString());
  }

  /** The same as an image of one layer; not to be changed. */
  public static synchronized UmociImage image() throws IOException {
    Tool.require("umoci");
    var root = root();
    var folder = CACHE.resolve("image");
    Tool.named("rm").run("-rf", folder.toString());
    var image = new UmociImage(folder);
    Tool.named("cp").run("-a", root + "/.", image.unpack().toString());
    image.repack();
    return image;
  }

  /** The files of one that has all of python3, and nginx. */
  public static synchronized Path withPrograms() throws IOException {
    return with("programs", "python3", "nginx-light");
  }

  /** The files of one that has a whole Java runtime. */
  public static synchronized Path withJava() throws IOException {
    return with("java", "openjdk-17-jre-headless");
  }

  private static Path with(String name, String... packages) throws IOException {
    var root = root();
    return made(name, folder -> install(root, folder, packages));
  }

  private static void install(Path root, Path folder, String... packages) throws IOException {
    Tool.named("cp").run("-a", root.toString(), folder.toString());
    Files.copy(
        Path.of("/etc/resolv.conf"),
        folder.resolve("etc/resolv.conf"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES); // apt looks into it as another user.
    // Scripts of packages run Java, which wants /proc.
    var inside =
        Tool.named("unshare")
            .with("--mount", "--pid", "--fork", "--mount-proc=" + folder.resolve("proc"))
            .with("chroot", folder.toString(), "/usr/bin/env", "PATH=/usr/sbin:/usr/bin")
            .with("DEBIAN_FRONTEND=noninteractive", "apt-get");
    inside.with("install", "--yes", "--no-install-recommends").run(packages);
    inside.run("clean");
  }

  /** A tar of one of these folders. */
  public static synchronized Path tar(Path folder) throws IOException {
    return made(
        folder.getFileName() + ".tar",
        tar ->
            Tool.named("tar")
                .run("--numeric-owner", "-cf", tar.toString(), "-C", folder.toString(), "."));
  }

  private interface Making {
    void make(Path place) throws IOException;
  }

  /** Made beside its place: what was half made must not be taken for whole. */
  private static Path made(String name, Making making) throws IOException {
    var place = CACHE.resolve(name);
    if (!Files.exists(place)) {
      var part = CACHE.resolve(name + ".part");
      Tool.named("rm").run("-rf", part.toString());
      making.make(part);
      Files.move(part, place);
    }
    return place;
  }
}
