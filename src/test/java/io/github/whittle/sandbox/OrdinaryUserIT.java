package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox of a user who is not root, with subordinate ids and without. */
final class OrdinaryUserIT {
  private static final String SCRIPT =
      "id -u; stat -c '%u:%g %a' theirs; chown 7:7 theirs 2>/dev/null || echo refused";

  private static final String[] NOBODY = {
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"
  };

  private Path dir;

  @BeforeEach
  void makeAFolderThatAnyoneMayUse() throws IOException {
    Tool.require("bwrap");
    Tool.require("newuidmap");
    Tool.require("busybox");
    if (Identity.find() != Identity.ROOT) {
      Tool.missing("the right to become another user (root)");
    }
    dir = Files.createTempDirectory("whittle");
    Tool.named("cp").run("-a", "target/classes", dir.resolve("classes").toString());
    Tool.named("cp").run("-a", "target/test-classes", dir.resolve("tests").toString());
    Files.createDirectory(dir.resolve("box"));
    Files.writeString(dir.resolve("subuid"), "nobody:200000:65536\n");
    Tool.named("chmod").run("-R", "a+rX", dir.toString());
    Files.setPosixFilePermissions(dir.resolve("box"), PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @AfterEach
  void remove() {
    Tool.named("rm").run("-rf", dir.toString());
  }

  private String run(boolean subordinate, String way, int user) {
    // Only for this run, and whoever the machine knows: the file of subordinate ids is ours.
    var ids = subordinate ? dir.resolve("subuid").toString() : "/dev/null";
    var unshare = Tool.named("unshare").with("--mount", "--propagation", "private", "sh", "-c");
    return unshare
        .with(
            "mount --bind \"$1\" /etc/subuid && mount --bind \"$1\" /etc/subgid; shift; exec \"$@\"")
        .with("sh", ids)
        .with(NOBODY)
        .with(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp")
        .with(dir.resolve("classes") + ":" + dir.resolve("tests"), OrdinaryUser.class.getName())
        .run(
            way,
            Integer.toString(user),
            SCRIPT,
            dir.resolve("box").toString(),
            Tool.named("busybox").path());
  }

  @Test
  void withSubordinateIdsOwnersAreReal() throws IOException {
    for (var way : new String[] {"bubblewrap", "unshare"}) {
      assertThat(run(true, way, 0).lines())
          .containsExactly(way + " with subordinate ids: 0", "0", "33:44 4750");
      assertThat(run(true, way, 33).lines())
          .containsExactly(way + " with subordinate ids: 0", "33", "33:44 4750", "refused");
    }
    try (var left = Files.list(dir.resolve("box"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void withoutThemThereIsOneIdAndNoChown() {
    for (var way : new String[] {"bubblewrap", "unshare"}) {
      assertThat(run(false, way, 0).lines())
          .containsExactly(way + " with one id: 0", "0", "0:0 4750", "refused");
    }
    assertThat(run(false, "bubblewrap", 33).lines())
        .containsExactly("bubblewrap with one id: 0", "33", "33:33 4750", "refused");
    assertThat(run(false, "unshare", 33)).contains("only bubblewrap can do that");
  }

  @Test
  void whereNoWayIsOpenEachIsSaidWithItsReason() {
    assertThat(run(true, "chroot", 0))
        .isEqualTo(
            "an image cannot be run here; tried were\nchroot: only root may\nRun as root, or install bubblewrap\n");
  }
}
