package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * An image with the Java that runs the tests, the libraries that it needs, and busybox: what a base
 * for Java has, small enough to be made in a test.
 */
public final class JavaBase {
  private static final Pattern LIBRARY = Pattern.compile("(?m)(/\\S+\\.so\\S*) \\(0x");

  private final Path folder;

  /**
   * @param folder that keeps it from test to test
   */
  public JavaBase(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * Puts it into a registry, made before if it is not there yet.
   *
   * @param name {@code host/name:tag}
   * @return the name with its digest, as a pom pins it
   */
  public String push(String name) throws IOException {
    if (!Files.exists(folder.resolve("done"))) {
      make();
      Files.createFile(folder.resolve("done"));
    }
    var skopeo = Tool.named("skopeo");
    skopeo.run("copy", "--dest-tls-verify=false", "oci:" + layout() + ":1", "docker://" + name);
    var digest =
        skopeo.run("inspect", "--tls-verify=false", "--format={{.Digest}}", "docker://" + name);
    return name.substring(0, name.lastIndexOf(':')) + "@" + digest.strip();
  }

  private Path layout() {
    return folder.resolve("layout");
  }

  private void make() throws IOException {
    Tool.named("rm").run("-rf", folder.toString());
    var image = new UmociImage(folder);
    var root = image.unpack();
    UmociImage.busybox(root, "sh", "wget", "sleep", "seq", "cat");
    link(root.resolve("opt/jre"));
    libraries(root, Path.of(Tool.named("busybox").path()), root.resolve("opt/jre"));
    image.repack();
    image.config("--config.env", "PATH=/opt/jre/bin:/usr/bin");
  }

  private static void link(Path jre) throws IOException {
    Files.createDirectories(jre.getParent());
    Tool.ofJdk("jlink")
        .run(
            "--add-modules=java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs",
            "--no-man-pages",
            "--no-header-files",
            "--output=" + jre);
  }

  private static void libraries(Path root, Path program, Path jre) throws IOException {
    try (var files = Files.walk(jre)) {
      for (var file :
          files.filter(f -> f.toString().endsWith(".so") || f.endsWith("java")).toList()) {
        var found = LIBRARY.matcher(Tool.named("ldd").ran(file.toString()).out());
        while (found.find()) {
          var library = Path.of(found.group(1));
          var target = root.resolve(library.toString().substring(1));
          if (!library.startsWith(jre) && !Files.exists(target)) {
            Files.createDirectories(target.getParent());
            Files.copy(library.toRealPath(), target);
          }
        }
      }
    }
  }
}
