package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.config.Secrets.Mode;
import io.github.whittle.support.TinyElf;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCheckTest {
  private static final String TOKEN = "ghp_" + "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2";

  @TempDir Path dir;

  @BeforeEach
  void start() throws Exception {
    Request.write(dir.resolve("app"), TinyElf.program(TinyElf.AMD64, 5000));
    Request.write(dir.resolve("token"), "x=" + TOKEN);
  }

  private Request base() throws Exception {
    return new BaseScene(dir)
        .layer("/root/token=" + TOKEN, "/etc/ 0755")
        .layer("/root/.wh.token=", "/etc/release=1")
        .request()
        .file("app", "/app");
  }

  @Test
  void whatLooksLikeASecretIsSaidAndNotShown() throws Exception {
    var request = new Request(dir).file("app", "/app").file("token", "/etc/token");
    request.build();

    assertThat(request.log.lines())
        .anyMatch(
            w ->
                w.startsWith(
                        "warning: '/etc/token' in the layer 'files' looks like a token of GitHub; leave it out")
                    && w.contains("<exceptions><path>/etc/token</path>"))
        .noneMatch(w -> w.contains(TOKEN));
  }

  @Test
  void aSecretThatTheBaseDeletedIsFoundAndFlattenedItIsGone() throws Exception {
    assertThatThrownBy(base().secrets(Mode.FAIL)::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'/root/token' in layer 1 of the base looks like a token of GitHub")
        .hasMessageContaining("a later layer hides it; write <from><flatten>true</flatten></from>");
    assertThat(dir.resolve("target/whittle")).as("nothing is written").doesNotExist();
    base().flatten().secrets(Mode.FAIL).build();
  }

  private Request baseThatShows() throws Exception {
    return new BaseScene(dir)
        .layer("/etc/release=1", "/root/token=" + TOKEN)
        .request()
        .file("app", "/app");
  }

  /** Nobody can leave out of the contents what is not in them. */
  @Test
  void aSecretThatTheBaseShowsIsFoundAndRemovedItIsGone() throws Exception {
    var cure =
        "take another base, or write <slim><remove><path>/root/token</path></remove></slim>, which writes the base's layers anew without it, or if it is meant";
    assertThatThrownBy(baseThatShows().secrets(Mode.FAIL)::build)
        .hasMessageContaining(
            "'/root/token' in layer 1 of the base looks like a token of GitHub; " + cure);
    assertThatThrownBy(baseThatShows().flatten().secrets(Mode.FAIL)::build)
        .hasMessageContaining(cure);
    baseThatShows().remove("/root/token").secrets(Mode.FAIL).build();
  }

  @Test
  void exceptionsMayLookSo() throws Exception {
    base().secrets(Mode.FAIL, "/root/").build();
  }

  @Test
  void whatWasFoundInALayerIsRememberedAndADamagedMemoryIsMadeAnew() throws Exception {
    assertThatThrownBy(base().secrets(Mode.FAIL)::build).hasMessageContaining("/root/token");
    int remembered = 0;
    try (var files = Files.walk(dir)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains("{\"path\":\"/root/token\",\"kind\":\"a token of GitHub\"}")) {
          Files.writeString(file, "");
          remembered++;
        }
      }
    }
    assertThat(remembered).isEqualTo(1);
    assertThatThrownBy(base().secrets(Mode.FAIL)::build).hasMessageContaining("/root/token");
  }
}
