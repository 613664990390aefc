package io.github.whittle.build;

import static io.github.whittle.support.TinyElf.AMD64;
import static io.github.whittle.support.TinyElf.ARM64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.image.Digest;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.support.TinyElf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {
  private static final int SIZE = 4000;

  @TempDir Path dir;

  @BeforeEach
  void programs() throws Exception {
    Request.write(dir.resolve("hello-amd64"), TinyElf.program(AMD64, SIZE));
    Request.write(dir.resolve("hello-arm64"), TinyElf.program(ARM64, SIZE));
    Request.write(dir.resolve("conf/app.properties"), "a=1");
    Request.write(dir.resolve("conf/run.sh"), "#!/hello\n");
  }

  private Request hello() {
    return new Request(dir).file("hello-amd64", "/hello");
  }

  /** Read off once; a change here changes every user's digests, so it belongs in the changelog. */
  @Test
  void keepsItsDigestFromReleaseToRelease() throws Exception {
    assertThat(hello().zstd().build().digest())
        .hasToString("sha256:31734d2cf2e80724929133a65d8e20d60f3f1be70c329e3b01228546f1a2fa7d");
    assertThat(hello().build().digest())
        .hasToString("sha256:483c0578d7852f0495b9855fccc0ada5b53ff5c9d554e3659546c2080d35463c");
  }

  @Test
  void aProgramCostsLittleMoreThanItself() throws Exception {
    var image = hello().build().platforms().get(0);
    assertThat(image.layers()).hasSize(1);
    assertThat(image.unpackedSize()).isLessThanOrEqualTo(SIZE + 2560);
    assertThat(sizeOf(dir.resolve("target/whittle/image")) - image.size())
        .isLessThanOrEqualTo(2048);
  }

  @Test
  void theDigestDependsOnNothingButTheContents() throws Exception {
    var first = hello().directory("conf", "/etc/app").entrypoint("/hello").build();
    var zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      for (var name : List.of("hello-amd64", "conf/run.sh", "conf/app.properties")) {
        var file = dir.resolve(name);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      var second = hello().directory("conf", "/etc/app").entrypoint("/hello").threads(7).build();
      assertThat(second).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void eachPlatformHasItsOwnProgram() throws Exception {
    var image =
        new Request(dir)
            .file("hello-{arch}", "/hello")
            .platforms("linux/amd64", "linux/arm64")
            .build();
    var layout = OciLayout.open(dir.resolve("target/whittle/image"));
    var index = layout.manifest(layout.root().digest());
    assertThat(index.isIndex()).isTrue();
    assertThat(index.manifests())
        .extracting(d -> d.platform().orElseThrow().toString())
        .containsExactly("linux/amd64", "linux/arm64");
    assertThat(image.digest()).isEqualTo(index.digest());
    assertThat(image.platforms().get(0).layers()).isNotEqualTo(image.platforms().get(1).layers());
  }

  @Test
  void whatIsTheSameOnAllPlatformsIsOneBlob() throws Exception {
    var image =
        new Request(dir)
            .file("conf/app.properties", "/a")
            .entrypoint("/x")
            .withoutLibraryCheck()
            .platforms("linux/amd64", "linux/arm64")
            .build();
    assertThat(image.platforms().get(0).layers()).isEqualTo(image.platforms().get(1).layers());
  }

  @Test
  void anArtifactIsPutWhereItIsTold() throws Exception {
    new Request(dir)
        .artifact(
            "g:a:exe:{classifier}:1",
            "/bin/a",
            Map.of("g:a:exe:linux-x86_64:1", dir.resolve("hello-amd64")))
        .build();
    assertThat(Layers.paths(dir)).containsExactly("bin/ 0755 0:0", "bin/a 0755 0:0");
  }

  @Test
  void modesComeFromTheContentOrFromTheUser() throws Exception {
    hello()
        .file("conf/app.properties", "/data/other", "4711", "3:4")
        .directory("conf", "/etc/app", "0700", "7:8")
        .entrypoint("/hello")
        .build();
    assertThat(Layers.paths(dir))
        .containsExactly(
            "data/ 0755 0:0",
            "data/other 4711 3:4",
            "etc/ 0755 0:0",
            "etc/app/ 0700 7:8",
            "etc/app/app.properties 0644 7:8",
            "etc/app/run.sh 0755 7:8",
            "hello 0755 0:0");
  }

  @Test
  void patternsChooseFilesAndLinksStayLinks() throws Exception {
    Files.createSymbolicLink(dir.resolve("conf/link"), Path.of("app.properties"));
    Request.write(dir.resolve("conf/sub/deep/x.txt"), "");
    Request.write(dir.resolve("conf/sub/x.md"), "");
    hello().directory("conf", "/c", List.of("link", "sub/"), List.of("**/*.md")).build();
    assertThat(Layers.paths(dir))
        .containsExactly(
            "c/ 0755 0:0",
            "c/link -> app.properties",
            "c/sub/ 0755 0:0",
            "c/sub/deep/ 0755 0:0",
            "c/sub/deep/x.txt 0644 0:0",
            "hello 0755 0:0");
  }

  @Test
  void aTargetBelowALinkIsWrittenWhereTheLinkLeads() throws Exception {
    Request.write(dir.resolve("root/usr/bin/keep"), "");
    new Request(dir)
        .directory("root", "/")
        .link("/bin", "usr/bin")
        .file("hello-amd64", "/bin/hello")
        .build();
    assertThat(Layers.paths(dir))
        .containsExactly(
            "bin -> usr/bin",
            "usr/ 0755 0:0",
            "usr/bin/ 0755 0:0",
            "usr/bin/hello 0755 0:0",
            "usr/bin/keep 0644 0:0");
  }

  @Test
  void aFolderThatIsThereKeepsItsModeUnlessTold() throws Exception {
    Request.write(dir.resolve("empty/x"), "");
    hello()
        .directory("empty", "/tmp", "1777", "7:8")
        .directory("conf", "/tmp", List.of("*.properties"), List.of())
        .build();
    assertThat(Layers.paths(dir)).contains("tmp/ 1777 7:8", "tmp/app.properties 0644 0:0");
  }

  @Test
  void whatALaterFolderPutsInPlaceOfAFileIsOnlyWarnedAbout() throws Exception {
    Request.write(dir.resolve("other/prog"), TinyElf.program(ARM64, SIZE));
    var request =
        hello()
            .file("conf/app.properties", "/c/prog")
            .directory("other", "/c")
            .entrypoint("/hello");
    request.build();
    assertThat(request.log.lines())
        .contains(
            "warning: linux/amd64: '/c/prog' is a program for linux/arm64, not for linux/amd64");
  }

  @Test
  void linksThatGoInCirclesAreToldWithTheItem() {
    assertThatThrownBy(hello().link("/a", "b").link("/b", "a").file("hello-amd64", "/a/x")::build)
        .hasMessage("pom.xml:4: <file>: the symbolic links at '/a/x' are a loop");
  }

  @Test
  void laterBeatsEarlierAndTheLogCounts() throws Exception {
    Request.write(dir.resolve("other/run.sh"), "#!/hello other");
    var request = hello().directory("conf", "/c").directory("other", "/c").entrypoint("/hello");
    request.build();
    assertThat(request.log.lines())
        .contains("linux/amd64: files that <contents> put in the place of others: 1");
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndNothingIsWritten() {
    var request =
        hello()
            .file("missing", "/m")
            .file("conf", "/c")
            .file("hello-arm64", "/hello")
            .directory("hello-amd64", "/d")
            .directory("nowhere", "/d");
    assertThatThrownBy(request::build)
        .hasMessage(
            """
            pom.xml:2: <file>: <source> '%1$s/missing' is not there; if a plugin of the phase package makes it, put that plugin before this one in the pom
            pom.xml:3: <file>: <source> '%1$s/conf' is a folder; write <directory> instead of <file>
            pom.xml:4: <file>: '/hello' is the target of pom.xml:1: <file> too; remove one
            pom.xml:5: <directory>: <source> '%1$s/hello-amd64' is a file; write <file> instead of <directory>
            pom.xml:6: <directory>: <source> '%1$s/nowhere' is not there; if a plugin of the phase package makes it, put that plugin before this one in the pom\
            """
                .formatted(dir));
    assertThat(dir.resolve("target")).doesNotExist();
  }

  @Test
  void aFailedBuildLeavesTheLastImageAsItWas() throws Exception {
    hello().build();
    var output = new OutputFolder(dir.resolve("target/whittle"));
    var before = output.image();
    assertThatThrownBy(new Request(dir).file("hello-arm64", "/hello")::build)
        .hasMessageContaining(
            "linux/amd64: '/hello' is a program for linux/arm64, not for linux/amd64")
        .hasMessageContaining("{arch}");
    assertThat(output.image()).isEqualTo(before);
  }

  @Test
  void aDynamicProgramNeedsItsInterpreter() throws Exception {
    Request.write(dir.resolve("dynamic"), TinyElf.dynamic(AMD64, "/lib64/ld.so"));
    var problem = "'/d' needs the interpreter '/lib64/ld.so', which is not in the image";
    assertThatThrownBy(new Request(dir).file("dynamic", "/d")::build).hasMessageContaining(problem);
    var lenient = new Request(dir).file("dynamic", "/d").withoutLibraryCheck();
    lenient.build();
    assertThat(lenient.log.lines()).contains("warning: linux/amd64: " + problem);
  }

  @Test
  void aProgramInAFolderIsOnlyWarnedAbout() throws Exception {
    Request.write(dir.resolve("plugins/x.so"), TinyElf.program(ARM64, SIZE));
    var request = hello().directory("plugins", "/p").entrypoint("/hello");
    request.build();
    assertThat(request.log.lines())
        .contains(
            "warning: linux/amd64: '/p/x.so' is a program for linux/arm64, not for linux/amd64");
  }

  @Test
  void theOneProgramIsTheEntrypoint() throws Exception {
    hello().file("conf/app.properties", "/app.properties").build();
    assertThat(Layers.config(dir))
        .contains("\"Entrypoint\":[\"/hello\"]")
        .contains("\"User\":\"65532:65532\"");
  }

  @Test
  void withNoneOrSeveralProgramsTheUserHasToChoose() {
    assertThatThrownBy(new Request(dir).file("conf/app.properties", "/a")::build)
        .hasMessage(
            "nothing in <contents> can be run, so there is no entrypoint; add a program, or"
                + " <application/> in a jar or war project, or write <container><entrypoint>");
    assertThatThrownBy(hello().file("conf/run.sh", "/run.sh")::build)
        .hasMessage(
            "<contents> has 2 programs (/hello, /run.sh): write the one to run as"
                + " <container><entrypoint><arg>/hello</arg></entrypoint></container>");
  }

  @Test
  void anEntrypointMustBeThere() throws Exception {
    assertThatThrownBy(hello().entrypoint("/helo")::build)
        .hasMessageContaining("'/helo' is not a file of the image");
    assertThatThrownBy(hello().entrypoint("helo")::build)
        .hasMessageStartingWith(
            "<container><entrypoint> begins with 'helo', which is in no folder of the image's"
                + " PATH");
    hello().entrypoint("hello").environment(Map.of("PATH", "/bin:/")).build();
  }

  @Test
  void aUserMustBeAllowedToStartTheProgram() throws Exception {
    assertThatThrownBy(new Request(dir).file("hello-amd64", "/hello", "0700", "0:0")::build)
        .hasMessageContaining(
            "'/hello' cannot be started by 65532:65532: it has the mode 0700 and the owner 0:0");
    new Request(dir).file("hello-amd64", "/hello", "0700", "65532:0").build();
    assertThatThrownBy(new Request(dir).file("hello-amd64", "/hello", "0644", "0:0")::build)
        .hasMessageContaining("/hello has a mode without any execute bit; leave out its <mode>");
    assertThatThrownBy(
            hello()
                    .directory("conf", "/d", "0700", "0:0")
                    .link("/run", "/d/run.sh")
                    .entrypoint("/run")
                ::build)
        .hasMessageContaining(
            "'/run' cannot be started by 65532:65532: the folder '/d' has the mode 0700");
  }

  @Test
  void aUserByNameMustBeKnownToTheImage() throws Exception {
    assertThatThrownBy(hello().user("nobody")::build)
        .hasMessageContaining("<container><user>: 'nobody' is in no line of '/etc/passwd'");
    Request.write(dir.resolve("passwd"), "nobody:x:65534:65534::/:\n");
    hello().user("nobody").file("passwd", "/etc/passwd").build();
    assertThat(Layers.config(dir)).contains("\"User\":\"nobody\"");
    assertThatThrownBy(hello().user("99999999999")::build)
        .hasMessageContaining("<container><user>: 99999999999 is no number of a user");
  }

  @Test
  void aFolderOfOthersIsNotReplaced() throws Exception {
    Request.write(dir.resolve("target/whittle/image/keep"), "mine");
    assertThatThrownBy(hello()::build)
        .hasMessageContaining("has something that Whittle did not make");
    assertThat(dir.resolve("target/whittle/image/keep")).exists();
  }

  @Test
  void theLastImageIsNoPartOfTheNext() throws Exception {
    Request.write(dir.resolve("target/classes/a"), "a");
    var first = hello().directory("target", "/t").build();
    assertThat(hello().directory("target", "/t").build()).isEqualTo(first);
  }

  @Test
  void whatAKilledBuildLeftIsRemoved() throws Exception {
    var left = dir.resolve("target/whittle/.image-123e4567-e89b-12d3-a456-426614174000");
    Request.write(left.resolve("layer.tmp"), "");
    Request.write(left.resolveSibling(left.getFileName() + ".lock"), "");
    hello().build();
    try (var files = Files.list(dir.resolve("target/whittle"))) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  @Test
  void aTarThatCannotBeNamedLeavesTheLastImageAsItWas() throws Exception {
    hello().build();
    var output = new OutputFolder(dir.resolve("target/whittle"));
    var before = output.image();
    assertThatThrownBy(
            new Request(dir)
                    .file("hello-{arch}", "/hello")
                    .platforms("linux/amd64", "linux/arm64")
                    .image("localhost:1/a:" + "t".repeat(120))
                    .tar()
                ::build)
        .hasMessageContaining("write a shorter tag, or leave out <tar>");
    assertThat(output.image()).isEqualTo(before);
    assertThat(output.openLayout().root().digest()).isEqualTo(before.digest());
    try (var left = Files.list(dir.resolve("target/whittle"))) {
      assertThat(left).hasSize(4);
    }
  }

  @Test
  void aNameThatMeansDeletedIsRefused() throws Exception {
    Request.write(dir.resolve("odd/.wh.x"), "");
    assertThatThrownBy(hello().directory("odd", "/")::build)
        .hasMessageStartingWith(
            "pom.xml:2: <directory>: '/.wh.x' begins with '.wh.', which in a layer means");
  }

  @Test
  void aFileDoesNotTakeThePlaceOfAFolder() {
    assertThatThrownBy(hello().directory("conf", "/etc").file("hello-amd64", "/etc")::build)
        .hasMessage(
            "pom.xml:3: <file>: '/etc' is a folder already; write the whole path with the name");
    assertThatThrownBy(hello().file("hello-amd64", "/bin/app").link("/bin", "usr/bin")::build)
        .hasMessage(
            "pom.xml:3: <link>: '/bin' is a folder already; write the whole path with the name");
    assertThatThrownBy(hello().file("conf/app.properties", "/hello/x")::build)
        .hasMessage("pom.xml:2: <file>: '/hello/x' lies below '/hello', which is no directory");
  }

  @Test
  void theFactsOfAnImageAreReadBack() throws Exception {
    var image = hello().image("localhost:5000/team/hello:1").build();
    assertThat(BuiltImage.read(dir.resolve("target/whittle/image.json")))
        .isEqualTo(new BuiltImage(image.image(), List.of("1"), image.digest(), image.platforms()));
  }

  @Test
  void anotherLayoutThanTheDigestSaysIsNotOpened() throws Exception {
    hello().build();
    var output = new OutputFolder(dir.resolve("target/whittle"));
    var digest = dir.resolve("target/whittle/digest");
    Files.writeString(digest, Digest.of(new byte[0]) + "\n");
    assertThatThrownBy(output::openLayout).hasMessageContaining("build the image again");
    Files.delete(digest);
    assertThatThrownBy(output::openLayout).hasMessageStartingWith("there is no image in '");
  }

  @Test
  void aTarThatIsNoLongerAskedForGoes() throws Exception {
    hello().tar().build();
    assertThat(dir.resolve("target/whittle/image.tar")).exists();
    hello().docker().build();
    try (var left = Files.list(dir.resolve("target/whittle"))) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("image", "image.json", "removed.tsv", "digest");
    }
  }

  private static long sizeOf(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }
}
