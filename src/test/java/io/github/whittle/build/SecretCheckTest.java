package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.config.Secrets.Mode;
import io.github.whittle.support.TinyElf;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

  @Test
  void aSecretInTheConfigurationIsSaidAndNotShown() throws Exception {
    var request =
        new Request(dir)
            .file("app", "/app")
            .environment(Map.of("TOKEN", TOKEN))
            .labels(Map.of("db.password", "hunter2"));
    request.build();

    assertThat(request.log.lines())
        .anyMatch(
            line ->
                line.startsWith(
                        "warning: the variable 'TOKEN' of <container><environment> looks like a token of GitHub; give it to the container when it starts")
                    && line.contains("<exceptions><name>TOKEN</name>"))
        .anyMatch(
            line ->
                line.startsWith(
                    "warning: the label 'db.password' of <container><labels> looks like a secret by its name; leave it out"))
        .noneMatch(line -> line.contains(TOKEN) || line.contains("hunter2"));
  }

  private Request baseThatTells() throws Exception {
    return new BaseScene(dir)
        .layer("/etc/release=1")
        .runtime("{\"Env\":[\"PATH=/bin\",\"API_TOKEN=" + TOKEN + "\"]}")
        .top(
            "{\"history\":[{\"created_by\":\"ARG NPM_TOKEN=0123456789\",\"empty_layer\":true},{\"created_by\":\"COPY\"}]}")
        .request()
        .file("app", "/app");
  }

  @Test
  void whatABaseSaysOfItselfIsReadAndFailsTheBuild() throws Exception {
    assertThatThrownBy(baseThatTells().secrets(Mode.FAIL)::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "the variable 'API_TOKEN' of the base looks like a token of GitHub; take another base")
        .hasMessageContaining(
            "'NPM_TOKEN' in the history of the base looks like a secret by its name; take another base")
        .hasMessageNotContaining("0123456789");
    assertThat(dir.resolve("target/whittle")).as("nothing is written").doesNotExist();
    assertThatThrownBy(
            baseThatTells().environment(Map.of("API_TOKEN", "")).secrets(Mode.FAIL)::build)
        .as("what is replaced is gone")
        .hasMessageNotContaining("API_TOKEN");
    baseThatTells().secrets(Mode.FAIL, "API_TOKEN", "NPM_TOKEN").build();
  }

  /** Nobody can mend in the pom what is not there. */
  @Test
  void whatTheBaseStartsWithIsToldAsTheBases() throws Exception {
    Request.write(dir.resolve("note"), "a note");
    var runtime =
        "{'Entrypoint':['/app','--key-password=hunter2'],'Cmd':['--db-password=hunter2'],'Healthcheck':{'Test':['CMD','--test-password=hunter2']}}";
    var request =
        new BaseScene(dir)
            .layer("/etc/release=1")
            .runtime(runtime.replace('\'', '"'))
            .request()
            .file("note", "/note")
            .withoutLibraryCheck();
    var cure = "looks like a secret by its name; take another base, or replace it by <container>";
    assertThatThrownBy(request.secrets(Mode.FAIL)::build)
        .hasMessageContaining("'key-password' in the entrypoint of the base " + cure)
        .hasMessageContaining("'db-password' in the arguments of the base " + cure)
        .hasMessageContaining("'test-password' in the health check of the base " + cure);
    assertThatThrownBy(
            request.entrypoint("/app", "--key-password=hunter3").secrets(Mode.FAIL)::build)
        .hasMessageContaining(
            "'key-password' in the entrypoint looks like a secret by its name; give it to the container when it starts")
        .hasMessageNotContaining("db-password")
        .hasMessageContaining("'test-password' in the health check of the base");
  }
}
