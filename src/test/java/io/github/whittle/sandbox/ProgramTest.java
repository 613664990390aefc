package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program is run as a runtime would run it. */
class ProgramTest {
  private static final FileTree IMAGE =
      new Trees()
          .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\napp:x:1000:50::/home/app:/bin/sh\n")
          .file("/etc/group", "root:x:0:\nstaff:x:50:\nweb:x:80:app\n")
          .tree();

  private final ImageConfig config =
      ImageConfig.scratch(Platform.of("linux", "amd64"), Instant.EPOCH)
          .withEntrypoint(List.of("/app", "-v"))
          .withCommand(List.of("serve"));

  @Test
  void startsTheEntrypointWithItsArgumentsAsTheImageSays() throws IOException {
    var program =
        Program.of(
            config
                .withEnvironment(Map.of("LANG", "C", "PATH", "/opt/bin"))
                .withUser("app")
                .withWorkingDirectory("/srv"),
            IMAGE,
            Optional.empty());

    assertThat(program.words()).containsExactly("/app", "-v", "serve");
    assertThat(program.environment())
        .isEqualTo(Map.of("LANG", "C", "PATH", "/opt/bin", "HOME", "/home/app"));
    assertThat(program.user()).isEqualTo(new RunAs(1000, 50));
    assertThat(program.folder()).isEqualTo(new TreePath("/srv"));
    assertThat(program.network()).isFalse();
  }

  @Test
  void isRootAtTheRootWithTheUsualPathIfTheImageSaysNothing() throws IOException {
    var program = Program.of(config, IMAGE, Optional.of(List.of("other")));

    assertThat(program.words()).containsExactly("other");
    assertThat(program.user()).isEqualTo(new RunAs(0, 0));
    assertThat(program.folder()).isEqualTo(TreePath.ROOT);
    assertThat(program.environment())
        .isEqualTo(
            Map.of(
                "PATH",
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME",
                "/root"));
  }

  @ParameterizedTest
  @CsvSource({
    "app, 1000, 50",
    "app:web, 1000, 80",
    "1000, 1000, 50",
    "7, 7, 0",
    "7:8, 7, 8",
    "7:web, 7, 80"
  })
  void namesAndNumbersOfUsersAreThoseOfTheImage(String user, long uid, long gid)
      throws IOException {
    assertThat(RunAs.of(user, IMAGE)).isEqualTo(new RunAs(uid, gid));
  }

  @Test
  void aUserThatTheImageDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> RunAs.of("nobody", IMAGE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'nobody' is in no line of '/etc/passwd' in the image");
  }

  @Test
  void anImageWithNothingToRunIsRefused() {
    var nothing = ImageConfig.scratch(Platform.of("linux", "amd64"), Instant.EPOCH);

    assertThatThrownBy(() -> Program.of(nothing, IMAGE, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("write what to run as <command>");
  }
}
