package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
      debootstrap.run(
          "--variant=minbase", "--include=python3-minimal", "bookworm", root.toString());
      addOdd(root);
      Files.createFile(done);
    }
    return root;
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
}
