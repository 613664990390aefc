package io.github.whittle.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JDK of Debian for arm64 and the libraries that it needs: out of packages that apt brings into a
 * folder of ours, so that this machine's packages stay what they are.
 */
public final class DebianArm64 {
  private static final Path CACHE = Path.of("target", "debian-arm64").toAbsolutePath();

  private static final String[] PACKAGES = {
    "openjdk-17-jdk-headless", "libc6", "libc-bin", "zlib1g", "libgcc-s1", "libstdc++6"
  };

  private DebianArm64() {}

  /** Made once in a build, and again after {@code clean}: it takes ten seconds, and the network. */
  public static synchronized Path root() throws IOException {
    var root = CACHE.resolve("root");
    var done = CACHE.resolve("done");
    if (!Files.exists(done)) {
      Tool.named("rm").run("-rf", CACHE.toString());
      unpack(download(), root);
      Files.createFile(done);
    }
    return root;
  }

  private static Path download() throws IOException {
    var packages = Files.createDirectories(CACHE.resolve("packages"));
    var state = Files.createDirectories(CACHE.resolve("state/lists/partial")).getParent();
    var status = Files.createFile(state.resolveSibling("status"));
    Files.createDirectories(CACHE.resolve("cache/archives/partial"));
    var apt =
        Tool.named("apt-get")
            .in(packages)
            .with("-q", "-o", "APT::Architecture=arm64", "-o", "APT::Architectures::=arm64")
            .with("-o", "Dir::State::lists=" + state, "-o", "Dir::State::status=" + status)
            .with("-o", "Dir::Cache=" + CACHE.resolve("cache"))
            .with("-o", "APT::Sandbox::User=root", "-o", "Acquire::Languages=none");
    apt.run("update");
    apt.with("download").run(PACKAGES);
    return packages;
  }

  private static void unpack(Path packages, Path root) throws IOException {
    try (var files = Files.newDirectoryStream(packages, "*.deb")) {
      for (var file : files) {
        Tool.named("dpkg-deb").run("-x", file.toString(), root.toString());
      }
    }
  }

  /** The JDK in it. */
  public static Path jdk() throws IOException {
    return root().resolve("usr/lib/jvm/java-17-openjdk-arm64");
  }
}
