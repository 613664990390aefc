package io.github.whittle.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of certificates, in a process to which their modes mean something: not to root. */
final class TrustedCertificatesIT {
  @TempDir Path folder;

  @Test
  void passesOverAFolderThatItMayNotRead() throws IOException {
    var closed = Files.createDirectory(folder.resolve("r.example"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("-wx------"));
    var out =
        java()
            .with("-cp", "target/classes:target/test-classes")
            .run(TrustedCertificatesIT.class.getName(), folder.toString());
    assertThat(out.lines())
        .containsOnly(
            "Optional.empty",
            "debug: passed over, since it may not be read: '%s'".formatted(closed));
  }

  private static Tool java() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return System.getProperty("user.name").equals("root")
        ? Tool.require("setpriv").with("--bounding-set=-dac_override,-dac_read_search", java)
        : Tool.named(java);
  }

  /** Argument: the folder. */
  public static void main(String[] args) {
    var progress = new RecordedProgress();
    var certificates =
        new TrustedCertificates(List.of(Path.of(args[0])), Optional.empty(), progress);
    System.out.println(certificates.context("r.example"));
    System.out.println(progress);
  }
}
