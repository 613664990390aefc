package io.github.whittle.support;

import io.github.whittle.support.Tool.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs an image by podman without network, with cgroups of its own where the machine needs that.
 *
 * <p>Images are named as podman and skopeo name them, with a transport: {@code docker://}, {@code
 * oci:}, {@code docker-archive:}, {@code oci-archive:}.
 */
public final class ImageRunner implements AutoCloseable {
  /** The limits are named because podman's own are above what a container may be allowed. */
  private static final List<String> RUN =
      List.of(
          "run",
          "--rm",
          "--quiet",
          "--tls-verify=false",
          "--network=none",
          "--cgroups=disabled",
          "--ulimit=nofile=1024:1024",
          "--ulimit=nproc=4096:4096");

  /** crun refuses a machine with cgroup v1 and v2 side by side; so it is shown v2 alone. */
  private static final List<String> OWN_CGROUPS =
      List.of(
          "unshare",
          "--mount",
          "sh",
          "-c",
          "umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup && exec \"$@\"",
          "sh");

  private final Path folder;
  private final Tool podman;
  private Way way;

  private enum Way {
    PODMAN,
    PODMAN_WITH_OWN_CGROUPS
  }

  private ImageRunner(Path folder, Tool podman) {
    this.folder = folder;
    this.podman = podman;
  }

  /** Keeps images in a folder of its own until it is closed. */
  public static ImageRunner open() throws IOException {
    return open("vfs");
  }

  /**
   * As {@link #open}, on the kernel's overlay where this machine has it, else on copies of files:
   * mistakes in layers that copies hide are seen there.
   */
  public static ImageRunner openOverlay() throws IOException {
    var runner = open("overlay");
    if (runner.podman.ran("info").exitCode() == 0) {
      return runner;
    }
    runner.close();
    return open();
  }

  private static ImageRunner open(String driver) throws IOException {
    // Not in the build folder: podman refuses a runroot of more than 50 characters.
    var folder = Files.createTempDirectory("podman");
    return new ImageRunner(
        folder,
        Tool.named("podman")
            .with("--root", folder.resolve("root").toString())
            .with("--runroot", folder.resolve("run").toString())
            .with("--tmpdir", folder.resolve("tmp").toString())
            .with("--storage-driver", driver));
  }

  /** The files of an image as a container has them; only root may. */
  public Path mount(String image) {
    var id = podman.run("pull", "--quiet", "--tls-verify=false", image).strip();
    return Path.of(podman.run("image", "mount", id).strip());
  }

  /** podman with the same storage, for example to load or inspect. */
  public Tool podman() {
    return podman;
  }

  /** Gives what the program wrote to standard output; fails if it ends badly. */
  public String run(String image, String... args) throws IOException {
    return ran(image, args).orFail(List.of("podman", "run", image));
  }

  /** Runs the image, whatever the end of its program. */
  public Ran ran(String image, String... args) throws IOException {
    var refusals = new ArrayList<String>();
    for (var candidate : way == null ? List.of(Way.values()) : List.of(way)) {
      var ran = ran(candidate, image, args);
      if (!refused(ran)) {
        way = candidate;
        return ran;
      }
      refusals.add(candidate + ": " + ran.err());
    }
    throw new AssertionError("cannot run " + image + "\n" + String.join("\n", refusals));
  }

  private Ran ran(Way candidate, String image, String... args) throws IOException {
    return switch (candidate) {
      case PODMAN -> podmanRun(podman, image, args);
      case PODMAN_WITH_OWN_CGROUPS -> podmanRun(podman.under(OWN_CGROUPS), image, args);
    };
  }

  /** An end that no program came to, but podman or the runtime below it. */
  private static boolean refused(Ran ran) {
    return ran.exitCode() != 0
        && ran.err().lines().anyMatch(line -> line.matches("(Error|umount|mount|unshare): .*"));
  }

  private static Ran podmanRun(Tool podman, String image, String... args) {
    var all = Stream.of(RUN.stream(), Stream.of(image), Stream.of(args)).flatMap(s -> s);
    return podman.ran(all.toArray(String[]::new));
  }

  /** Removes the images and the folder. */
  @Override
  public void close() throws IOException {
    podman.ran("image", "umount", "--all", "--force");
    podman.ran("rmi", "--all", "--force");
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
