package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image for this machine that umoci makes in a layout, layer by layer. */
public final class UmociImage {
  private final Tool umoci = Tool.named("umoci");
  private final Path folder;
  private final Path layout;
  private int steps;

  /**
   * An image without layers.
   *
   * @param folder for the layout and what umoci unpacks; made if it is missing
   */
  public UmociImage(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.layout = folder.resolve("layout");
    umoci.run("init", "--layout", layout.toString());
    umoci.run("new", "--image", name());
  }

  /** What umoci calls it. */
  public String name() {
    return layout + ":1";
  }

  public Path layout() {
    return layout;
  }

  /** {@code linux/} and the architecture of this machine. */
  public static String platform() {
    return System.getProperty("os.arch").equals("aarch64") ? "linux/arm64" : "linux/amd64";
  }

  /** All files of the image; changes there become a layer by {@link #repack}. */
  public Path unpack() throws IOException {
    steps++;
    var options = new ArrayList<>(List.of("unpack", "--image", name()));
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      options.add("--rootless");
    }
    options.add(bundle());
    umoci.run(options.toArray(String[]::new));
    return Path.of(bundle(), "rootfs");
  }

  private String bundle() {
    return folder.resolve("step" + steps).toString();
  }

  /** Makes a layer of what was changed since {@link #unpack}. */
  public void repack() {
    umoci.run("repack", "--image", name(), bundle());
  }

  /**
   * Puts busybox there, at {@code /usr/bin} with the link {@code /bin}, as distributions do, for
   * every user.
   */
  public static void busybox(Path root, String... commands) throws IOException {
    var bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.copy(Path.of(Tool.named("busybox").path()), bin.resolve("busybox"));
    for (var command : commands) {
      Files.createSymbolicLink(bin.resolve(command), Path.of("busybox"));
    }
    Tool.named("chmod").run("-R", "a+rX", root.resolve("usr").toString());
    var tmp = Files.createDirectory(root.resolve("tmp"));
    Files.setAttribute(tmp, "unix:mode", 01777);
  }

  /**
   * Sets fields of the configuration.
   *
   * @param options as {@code umoci config} has them
   */
  public void config(String... options) {
    umoci.with("config", "--image", name()).run(options);
  }

  /**
   * Copies the image into a registry.
   *
   * @param to {@code host/name:tag}
   * @return the digest that it has there
   */
  public String push(String to) {
    var skopeo = Tool.named("skopeo");
    skopeo.run("copy", "--dest-tls-verify=false", "oci:" + name(), "docker://" + to);
    return skopeo
        .run("inspect", "--tls-verify=false", "--format={{.Digest}}", "docker://" + to)
        .strip();
  }

  /** The digest of the manifest in the layout. */
  public String digest() {
    return Tool.named("skopeo").run("inspect", "--format={{.Digest}}", "oci:" + name()).strip();
  }
}
