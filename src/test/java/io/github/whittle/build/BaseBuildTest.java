package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.TinyElf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images on a base. */
class BaseBuildTest {
  private static final String SECRET = "the secret that nobody may read";

  @TempDir Path dir;
  private BaseScene base;

  @BeforeEach
  void start() throws Exception {
    base =
        new BaseScene(dir)
            .file("/usr/bin/start", TinyElf.program(TinyElf.AMD64, 4000))
            .layer("/bin -> usr/bin", "/tmp/ 1777", "/opt/ 0700", "/opt/secret=" + SECRET)
            .layer("/opt/.wh.secret=", "/etc/ 0755", "/etc/release=base 1");
    Request.write(dir.resolve("data"), "data");
    Request.write(dir.resolve("app"), TinyElf.program(TinyElf.AMD64, 5000));
  }

  private BaseScene started() throws Exception {
    return base.runtime("{\"Entrypoint\":[\"start\",\"-v\"],\"Cmd\":[\"serve\"]}");
  }

  private ImageLayout.Image image() throws Exception {
    return ImageLayout.validate(dir.resolve("target/whittle/image")).image();
  }

  private JsonNode runtime() throws Exception {
    return image().config().path("config");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void aBasePassesThroughByDigest() throws Exception {
    started().request().file("data", "/data").build();
    var layers = image().layers();
    assertThat(layers).hasSize(4);
    for (int i = 0; i < 3; i++) {
      assertThat(Files.readAllBytes(layers.get(i).blob())).isEqualTo(base.layers.get(i));
    }
    assertThat(layers.get(3).paths()).containsExactly("data");
    assertThat(image().config().path("history"))
        .extracting(entry -> entry.path("created_by").asText())
        .containsExactly("layer 1", "layer 2", "layer 3", "whittle: files");
  }

  @Test
  void fieldsThatWeDoNotKnowStay() throws Exception {
    started()
        .top("{\"x-new\":{\"a\":[1]},\"author\":\"somebody\",\"container_config\":{\"Tty\":true}}")
        .runtime("{\"Healthcheck\":{\"Test\":[\"CMD\",\"x\"],\"StartInterval\":5000000000}}")
        .runtime("{\"OnBuild\":[\"RUN true\"],\"Shell\":[\"/bin/sh\"],\"ArgsEscaped\":true}")
        .request()
        .file("data", "/data")
        .build();
    var config = image().config();
    assertThat(config.path("x-new")).isEqualTo(json("{\"a\":[1]}"));
    assertThat(config.path("author").asText()).isEqualTo("somebody");
    assertThat(config.path("container_config").path("Tty").asBoolean()).isTrue();
    assertThat(runtime().path("Healthcheck").path("StartInterval").asLong())
        .isEqualTo(5_000_000_000L);
    assertThat(runtime().path("OnBuild")).isEqualTo(json("[\"RUN true\"]"));
    assertThat(runtime().path("Shell")).isEqualTo(json("[\"/bin/sh\"]"));
    assertThat(runtime().path("ArgsEscaped").asBoolean()).isTrue();
    assertThat(runtime().has("User")).isFalse();
  }

  @Test
  void whatABaseDeletedIsNowhereInAFlattenedImage() throws Exception {
    var runtime =
        """
        {"Cmd":["start","x"],"Env":["A=1","PATH=/usr/bin"],"ExposedPorts":{"80/tcp":{}},
        "Labels":{"a":"b"},"Volumes":{"/v":{}},"User":"1:2","WorkingDir":"/opt"}""";
    var request = base.runtime(runtime).request().flatten().file("data", "/data");
    var first = request.build();
    assertThat(request.build()).isEqualTo(first);
    assertThat(image().layers()).hasSize(2);
    assertThat(image().layers().get(0).paths())
        .containsExactly(
            "bin", "etc/", "etc/release", "opt/", "tmp/", "usr/", "usr/bin/", "usr/bin/start");
    assertThat(BaseScene.contents(dir)).noneMatch(text -> text.contains(SECRET));
    assertThat(runtime()).isEqualTo(json(runtime));
    assertThat(image().config().path("history"))
        .extracting(entry -> entry.path("empty_layer").asBoolean())
        .containsExactly(true, true, true, false, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void theHistoryTellsOfEveryLayer(int entries) throws Exception {
    var request = started().history(entries).request().file("data", "/data");
    request.build();
    assertThat(layersOfTheHistory()).hasSize(4).last().isEqualTo("whittle: files");
    if (entries == 0) {
      assertThat(image().config().path("history")).allMatch(entry -> entry.has("created"));
    }
    request.flatten().build();
    assertThat(layersOfTheHistory()).hasSize(2).last().isEqualTo("whittle: files");
  }

  @Test
  void aHistoryOfMoreLayersThanThereAreIsNoneOfLayers() throws Exception {
    started().top("{\"history\":[{},{},{},{},{\"created_by\":\"fifth\"}]}");
    base.request().file("data", "/data").build();
    assertThat(layersOfTheHistory()).hasSize(4).last().isEqualTo("whittle: files");
    assertThat(image().config().at("/history/4/created_by").asText()).isEqualTo("fifth");
  }

  private List<String> layersOfTheHistory() throws Exception {
    var layers = new ArrayList<String>();
    image()
        .config()
        .path("history")
        .forEach(
            entry -> {
              if (!entry.path("empty_layer").asBoolean()) {
                layers.add(entry.path("created_by").asText());
              }
            });
    return layers;
  }

  @Test
  void aBaseMayBeTheWholeImage() throws Exception {
    started().history(0).request().user("7:8").build();
    assertThat(image().layers()).hasSize(3);
    assertThat(image().config().has("history")).as("nothing was added").isFalse();
    assertThat(runtime().path("User").asText()).isEqualTo("7:8");
    base.request().flatten().build();
    assertThat(image().layers()).hasSize(1);
    assertThat(BaseScene.contents(dir)).noneMatch(text -> text.contains(SECRET));
  }

  private JavaProject jar() throws Exception {
    Files.createDirectories(dir.resolve("target/classes"));
    return new JavaProject(
        "jar",
        dir.resolve("target/classes"),
        dir.resolve("target/a.jar"),
        Optional.empty(),
        List.of());
  }

  @Test
  void aProjectThatIsNotInItsImageIsTold() throws Exception {
    var request = started().request().project(jar()).file("data", "/data");
    request.build();
    assertThat(request.log.lines())
        .contains(
            "warning: the project itself is not in the image: <contents> has no <application/>, and the"
                + " base's own entrypoint is started; write <contents><application/>, or"
                + " <container><entrypoint> if that is meant");
  }

  @Test
  void aProjectThatIsInItsImageInAnotherWayIsNotTold() throws Exception {
    Request.write(dir.resolve("target/a.jar"), "jar");
    for (var request :
        List.of(
            started().request().file("target/a.jar", "/opt/a.jar"),
            base.request().file("app", "/app"),
            base.request().file("data", "/data").entrypoint("start"),
            base.request().flatten())) {
      request.project(jar()).build();
      assertThat(request.log.lines()).noneMatch(line -> line.contains("the project itself"));
    }
    var other = base.request().file("data", "/data");
    other.build();
    assertThat(other.log.lines())
        .as("packaging pom")
        .noneMatch(line -> line.contains("the project itself"));
  }

  @Test
  void aBaseThatStartsNothingStillDoesNot() throws Exception {
    base.request().flatten().build();
    assertThat(runtime()).isEmpty();
    assertThatThrownBy(base.request().file("data", "/data")::build)
        .hasMessageContaining("nothing in <contents> can be run, so there is no entrypoint");
  }

  @Test
  void whatTheBaseSaysIsToldAsTheBases() throws Exception {
    started().runtime("{\"User\":\"somebody\"}");
    assertThatThrownBy(base.request().file("data", "/data")::build)
        .hasMessage(
            "the user of the base: 'somebody' is in no line of '/etc/passwd' in the image; write numbers in <container><user>, for example 65532:65532");
    base.runtime("{\"User\":null,\"Entrypoint\":[\"nothing\"]}");
    assertThatThrownBy(base.request().file("data", "/data")::build)
        .hasMessageStartingWith("the entrypoint of the base begins with 'nothing', which is in no");
  }

  @Test
  void withoutFlatteningTheDeletedBytesAreStillThere() throws Exception {
    started().request().file("data", "/data").build();
    assertThat(BaseScene.contents(dir)).anyMatch(text -> text.contains(SECRET));
  }

  @Test
  void theFoldersOfABaseKeepTheirLinksAndModes() throws Exception {
    base.request().file("app", "/bin/app").file("data", "/tmp/x").file("data", "/opt/y").build();
    assertThat(Layers.paths(dir))
        .endsWith(
            "opt/ 0700 0:0",
            "opt/y 0644 0:0",
            "tmp/ 1777 0:0",
            "tmp/x 0644 0:0",
            "usr/ 0755 0:0",
            "usr/bin/ 0755 0:0",
            "usr/bin/app 0755 0:0");
    assertThat(image().layers().get(3).paths()).doesNotContain("bin", "bin/", "bin/app");
    assertThat(runtime().path("Entrypoint")).isEqualTo(json("[\"/usr/bin/app\"]"));
  }

  @Test
  void ourSettingsAreAddedToThoseOfTheBase() throws Exception {
    started()
        .runtime("{\"Env\":[\"PATH=/usr/bin\",\"A=base\",\"B=base\"]}")
        .request()
        .file("data", "/data")
        .environment(Map.of("A", "ours=1", "NEW", "n"))
        .user("7:8")
        .build();
    assertThat(runtime().path("Env"))
        .isEqualTo(json("[\"PATH=/usr/bin\",\"A=ours=1\",\"B=base\",\"NEW=n\"]"));
    assertThat(runtime().path("User").asText()).isEqualTo("7:8");
  }

  @Test
  void contentsWithoutAProgramLeaveTheStartToTheBase() throws Exception {
    started().request().file("data", "/data").build();
    assertThat(runtime().path("Entrypoint")).isEqualTo(json("[\"start\",\"-v\"]"));
    assertThat(runtime().path("Cmd")).isEqualTo(json("[\"serve\"]"));
  }

  @Test
  void aCommandAloneStartsTheImageToo() throws Exception {
    base.runtime("{\"Cmd\":[\"start\"]}").request().file("data", "/data").build();
    assertThat(runtime()).isEqualTo(json("{\"Cmd\":[\"start\"]}"));
  }

  @Test
  void aScriptThatNobodyMayRunLeavesTheStartToTheCommandOfTheBase() throws Exception {
    Request.write(dir.resolve("script"), "#!/usr/bin/start\n");
    var request = base.runtime("{\"Cmd\":[\"start\"]}").request();
    request.file("script", "/script", "0644", "0:0").build();
    assertThat(runtime()).isEqualTo(json("{\"Cmd\":[\"start\"]}"));
  }

  @Test
  void theCommandOfABaseGoesWithItsEntrypoint() throws Exception {
    started().request().file("data", "/data").entrypoint("/bin/start", "other").build();
    assertThat(runtime()).isEqualTo(json("{\"Entrypoint\":[\"/bin/start\",\"other\"]}"));
    started().request().file("data", "/data").entrypoint("/bin/start").args("a").build();
    assertThat(runtime()).isEqualTo(json("{\"Entrypoint\":[\"/bin/start\"],\"Cmd\":[\"a\"]}"));
  }

  @Test
  void argumentsAloneReplaceTheCommandOfABase() throws Exception {
    started().request().file("data", "/data").args("a").build();
    assertThat(runtime()).isEqualTo(json("{\"Entrypoint\":[\"start\",\"-v\"],\"Cmd\":[\"a\"]}"));
  }

  @Test
  void theOneProgramOfTheContentsIsStartedNotThatOfTheBase() throws Exception {
    started().request().file("app", "/app").file("data", "/data").build();
    assertThat(runtime()).isEqualTo(json("{\"Entrypoint\":[\"/app\"]}"));
  }

  @Test
  void severalProgramsLeaveTheEntrypointOfTheBase() throws Exception {
    started().request().file("app", "/app").file("app", "/app2").build();
    assertThat(runtime().path("Entrypoint")).isEqualTo(json("[\"start\",\"-v\"]"));
  }

  @Test
  void aProgramIsLookedForAsTheBaseSays() throws Exception {
    base.file("/srv/only", TinyElf.program(TinyElf.AMD64, 4000))
        .runtime("{\"Entrypoint\":[\"only\"],\"Env\":[\"PATH=/srv\"]}");
    base.request().file("data", "/data").build();
    base.runtime("{\"Entrypoint\":[\"./only\"],\"WorkingDir\":\"/srv\",\"Env\":null}");
    base.request().file("data", "/data").build();
    assertThat(runtime().path("Entrypoint")).isEqualTo(json("[\"./only\"]"));
  }

  @Test
  void theUserOfTheBaseMustBeAllowedToStartTheProgram() throws Exception {
    started().runtime("{\"User\":\"5:5\"}");
    assertThatThrownBy(base.request().file("app", "/opt/app")::build)
        .hasMessageContaining(
            "'/opt/app' cannot be started by 5:5: the folder '/opt' has the mode 0700");
  }

  @Test
  void theDigestDoesNotDependOnTheFolderOfTheProject() throws Exception {
    var digests = new HashSet<String>();
    for (var name : List.of("a", "b/c")) {
      var project = dir.resolve(name);
      var base = new BaseScene(project).layer("/y=y");
      base.file("/app", TinyElf.program(TinyElf.AMD64, 200)).runtime("{\"Cmd\":[\"/app\"]}");
      base.request()
          .copy(project.resolve("base"), "/y")
          .libraries(project.resolve("base").toString(), "", "", "")
          .build();
      digests.add(Files.readString(project.resolve("target/whittle/digest")));
    }
    assertThat(digests).hasSize(1);
  }

  @Test
  void aBaseThatNobodyPinnedIsRefusedWithTheCure() throws Exception {
    assertThatThrownBy(started().unpinned().file("data", "/data")::build)
        .hasMessage(
            "'oci://%s/base' is not pinned: it names no digest, and there is no whittle.lock. Pin it with mvn io.github.whittle:whittle-maven-plugin:lock"
                .formatted(dir));
    assertThat(dir.resolve("target")).doesNotExist();
  }
}
