package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whittle.base.LockFile;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.Coordinates;
import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.credentials.CredentialsSource;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.jvm.JavaProject.Dependency;
import io.github.whittle.jvm.JavaProject.Kind;
import io.github.whittle.ledger.LedgerFile;
import io.github.whittle.registry.Attachment;
import io.github.whittle.registry.Destination;
import io.github.whittle.registry.ImagePush;
import io.github.whittle.registry.RegistryAccess;
import io.github.whittle.supply.Checkout;
import io.github.whittle.support.ClassBytes;
import io.github.whittle.support.FakeRegistry;
import io.github.whittle.support.ListedReferrers;
import io.github.whittle.support.SectionElf;
import io.github.whittle.support.TinyElf;
import io.github.whittle.user.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bill of materials and the provenance of images that are built here. */
class DocumentsTest {
  private static final String STATUS =
      """
      Package: bash
      Status: install ok installed
      Architecture: amd64
      Version: 5.2-1

      Package: zlib1g
      Status: install ok installed
      Architecture: amd64
      Source: zlib
      Version: 1:1.2.13

      Package: meta
      Status: install ok installed
      Architecture: all
      Version: 1

      """;

  @TempDir Path dir;

  private Path output() {
    return dir.resolve("target/whittle");
  }

  private JsonNode json(String file) throws Exception {
    return new ObjectMapper().readTree(output().resolve(file).toFile());
  }

  /** Checked against the schema that the library ships. */
  private JsonNode sbom() throws Exception {
    var file = output().resolve("sbom.cdx.json").toFile();
    assertThat(new JsonParser().validate(file, Version.VERSION_16)).isEmpty();
    return json("sbom.cdx.json");
  }

  private JsonNode build() throws Exception {
    return json("provenance.json").at("/predicate/buildDefinition");
  }

  /** Its parts, each as its purl, else its type and name. */
  private static List<String> parts(JsonNode sbom) {
    var parts = new ArrayList<String>();
    for (var part : sbom.path("components")) {
      parts.add(
          part.has("purl")
              ? part.path("purl").asText()
              : part.path("type").asText() + " " + part.path("name").asText());
    }
    return parts;
  }

  private static JsonNode part(JsonNode sbom, String start) {
    for (var part : sbom.path("components")) {
      if (part.path("bom-ref").asText().startsWith(start)) {
        return part;
      }
    }
    throw new AssertionError(start + " is not in " + sbom);
  }

  private static Map<String, String> properties(JsonNode part) {
    var properties = new TreeMap<String, String>();
    part.path("properties")
        .forEach(p -> properties.put(p.path("name").asText(), p.path("value").asText()));
    return properties;
  }

  private static List<String> needs(JsonNode sbom, String start) {
    var needs = new ArrayList<String>();
    for (var entry : sbom.path("dependencies")) {
      if (entry.path("ref").asText().startsWith(start)) {
        entry.path("dependsOn").forEach(ref -> needs.add(ref.asText()));
      }
    }
    return needs;
  }

  private BaseScene debian() throws Exception {
    return new BaseScene(dir)
        .layer("/bin -> usr/bin", "/usr/lib/os-release=ID=debian\nVERSION_ID=\"12\"\n")
        .layer("/etc/os-release -> ../usr/lib/os-release", "/var/lib/dpkg/status=" + STATUS)
        .layer("/var/lib/dpkg/info/bash.list=/.\n/bin\n/bin/bash\n/usr/share/doc/bash/README\n")
        .layer("/var/lib/dpkg/info/zlib1g:amd64.list=/usr/lib/libz.so.1\n")
        .layer("/usr/share/doc/bash/README=read me", "/usr/lib/libz.so.1=z", "/srv/x=left")
        .file("/usr/bin/bash", TinyElf.program(TinyElf.AMD64, 4000))
        .runtime("{\"Entrypoint\":[\"/bin/bash\"]}");
  }

  @Test
  void aFolderMayHaveAnyName() throws Exception {
    var project = dir.resolve("a b%20c");
    Files.createDirectories(project.resolve("in%20put"));
    Files.write(project.resolve("in%20put/data 1%"), TinyElf.program(TinyElf.AMD64, 400));
    new Request(project).file("in%20put/data 1%", "/a b%20c/data 1%").documents().build();
    Files.createDirectories(output().getParent());
    Files.move(project.resolve("target/whittle"), output());
    assertThat(part(sbom(), "file:/a%20b%2520c/data%201%25").path("name").asText())
        .isEqualTo("/a b%20c/data 1%");
    assertThat(build().path("resolvedDependencies"))
        .anyMatch(m -> m.path("name").asText().equals("in%20put/data 1%"));
    assertThat(Files.readString(output().resolve("provenance.json")))
        .doesNotContain("a b%20c/in", "a%20b%2520c/in");
  }

  @Test
  void aBillHasThePackagesOfTheBaseAndTheFilesOfNobody() throws Exception {
    Request.write(dir.resolve("data"), "data");
    debian().request().file("data", "/data").file("data", "/usr/lib/libz.so.1").documents().build();
    var sbom = sbom();
    assertThat(parts(sbom))
        .contains(
            "pkg:deb/debian/bash@5.2-1?arch=amd64&distro=debian-12",
            "operating-system debian",
            "file /data",
            "file /srv/x",
            "file /usr/lib/libz.so.1")
        .noneMatch(
            part -> part.contains("meta") || part.contains("zlib1g") || part.contains("dpkg"))
        .doesNotContain("file /usr/bin/bash");
    assertThat(part(sbom, "file:/data").at("/hashes/0/content").asText())
        .isEqualTo(Digest.of("data".getBytes()).hex());
    assertThat(properties(part(sbom, "pkg:deb/debian/bash"))).containsEntry("whittle:files", "2");
  }

  @Test
  void aBillTellsWhatSlimmingTook() throws Exception {
    debian().request().remove("/usr/lib/libz.so.1", "/usr/share/doc/**").documents().build();
    var sbom = sbom();
    assertThat(properties(part(sbom, "pkg:deb/debian/bash")))
        .containsEntry("whittle:files", "1")
        .containsEntry("whittle:removed:paths", "1")
        .containsEntry("whittle:removed:bytes", "7");
    assertThat(properties(sbom.at("/metadata/component")))
        .containsEntry(
            "whittle:removed:package",
            "pkg:deb/debian/zlib1g@1%3A1.2.13?arch=amd64&distro=debian-12&upstream=zlib");
    assertThat(build().at("/internalParameters/steps"))
        .anyMatch(
            s ->
                s.path("step").asText().equals("removed")
                    && s.path("reason").asText().equals("<remove>/usr/share/doc/**</remove>")
                    && s.path("bytes").asLong() == 7);
  }

  @Test
  void aBillNamesWhatProgramsWereMadeOf() throws Exception {
    Request.write(dir.resolve("app"), rust("serde"));
    new Request(dir).file("app", "/app").strip(Binaries.NONE).documents().build();
    var sbom = sbom();
    assertThat(parts(sbom)).containsExactly("file /app", "pkg:cargo/serde@1.0");
    assertThat(needs(sbom, "file:/app")).containsExactly("pkg:cargo/serde@1.0");
    assertThat(part(sbom, "pkg:cargo").at("/evidence/occurrences/0/location").asText())
        .isEqualTo("/app");
  }

  @Test
  void aBillHasTheDependenciesOfTheApplicationAndWhatLeftThem() throws Exception {
    Request.write(dir.resolve("java"), TinyElf.program(TinyElf.AMD64, 4000));
    Request.write(dir.resolve("classes/a.properties"), "a=1");
    Request.write(dir.resolve("classes/ex/App.class"), ClassBytes.main("ex.App"));
    Request.write(
        dir.resolve("m2/lib-1.jar"),
        ArchivedApplicationTest.zip(Map.of("a.txt", new byte[2000], "b.txt", new byte[3])));
    new Request(dir)
        .file("java", "/usr/bin/java")
        .application(
            new JavaProject(
                "jar",
                dir.resolve("classes"),
                dir.resolve("app.jar"),
                Optional.of("ex.App"),
                List.of(
                    new Dependency(
                        Coordinates.parse("ex.lib:lib:1"),
                        "lib-1.jar",
                        Kind.RELEASE,
                        dir.resolve("m2/lib-1.jar")))))
        .licenses("The Apache Software License, Version 2.0", "Ours")
        .documents()
        .build();
    var sbom = sbom();
    assertThat(parts(sbom))
        .containsExactly("file /usr/bin/java", "pkg:maven/ex.lib/lib@1", "pkg:maven/ex/app@1");
    var lib = part(sbom, "pkg:maven/ex.lib");
    assertThat(lib.at("/licenses/0/license/id").asText()).isEqualTo("Apache-2.0");
    assertThat(lib.at("/licenses/1/license/name").asText()).isEqualTo("Ours");
    var bytes = Files.readAllBytes(dir.resolve("m2/lib-1.jar"));
    assertThat(lib.at("/hashes/1/content").asText()).isEqualTo(Digest.of(bytes).hex());
    assertThat(properties(lib)).containsKey("whittle:sha256");
    assertThat(lib.at("/evidence/occurrences/0/location").asText())
        .isEqualTo("/app/libs/lib-1.jar");
    assertThat(build().path("resolvedDependencies"))
        .anyMatch(m -> m.path("uri").asText().equals("pkg:maven/ex.lib/lib@1"));
  }

  @Test
  void aBillNamesThePackagesThatFilesOfOtherImagesAreOf() throws Exception {
    var scene = debian();
    scene.request();
    var reference = BaseReference.parse("oci://" + dir.resolve("base"), dir);
    var none = LockFile.read(dir.resolve(LockFile.NAME));
    var lock = none.withImages(Map.of(reference, scene.bases(none).resolve(reference)));
    new Request(dir)
        .images(scene.bases(lock)::base)
        .copy(dir.resolve("base"), "/usr/bin/bash", "/srv/x")
        .documents()
        .build();
    var sbom = sbom();
    var bash = "pkg:deb/debian/bash@5.2-1?arch=amd64&distro=debian-12";
    assertThat(parts(sbom)).containsExactly("file /srv/x", bash);
    assertThat(part(sbom, bash).at("/evidence/occurrences/0/location").asText())
        .isEqualTo("/usr/bin/bash");
    var pin = lock.images().get(reference).digest();
    assertThat(properties(part(sbom, bash))).containsEntry("whittle:from", pin.toString());
    assertThat(build().path("resolvedDependencies"))
        .anyMatch(m -> m.at("/digest/sha256").asText().equals(pin.hex()));
  }

  private static byte[] rust(String crate) {
    var list = "{\"packages\":[{\"name\":\"%s\",\"version\":\"1.0\",\"source\":\"crates.io\"}]}";
    return SectionElf.program(".dep-v0", SectionElf.zlib(list.formatted(crate)));
  }

  @Test
  void aBillNamesWhatProgramsOfABaseWereMadeOfEachTime() throws Exception {
    for (int round = 0; round < 2; round++) {
      new BaseScene(dir).file("/app", rust("serde")).request().documents().build();
      assertThat(needs(sbom(), "file:/app")).containsExactly("pkg:cargo/serde@1.0");
    }
  }

  @Test
  void aBillNamesWhatPackedProgramsWereMadeOf() throws Exception {
    var upx = dir.resolve("upx");
    Request.write(
        upx,
        "#!/bin/sh\n"
            + "[ \"$1\" = -t ] || { printf '\\177ELF' > \"$4\"; gzip -n -c \"$5\" >> \"$4\"; }\n");
    assumeTrue(upx.toFile().setExecutable(true));
    Request.write(dir.resolve("app"), Arrays.copyOf(rust("serde"), 100_000));
    new Request(dir).packed("app", "/app", upx).strip(Binaries.NONE).documents().build();
    assertThat(needs(sbom(), "file:/app")).containsExactly("pkg:cargo/serde@1.0");
  }

  @Test
  void aBillHasAModuleThatIsAFolderInOnePart() throws Exception {
    Request.write(dir.resolve("java"), TinyElf.program(TinyElf.AMD64, 4000));
    Request.write(dir.resolve("classes/a.properties"), "a=1");
    Request.write(dir.resolve("classes/ex/App.class"), ClassBytes.main("ex.App"));
    Request.write(dir.resolve("core/classes/b.properties"), "b=1");
    Request.write(dir.resolve("core/classes/c/d.properties"), "d=1");
    var core =
        new Dependency(
            Coordinates.parse("ex:core:1"), "core-1", Kind.MODULE, dir.resolve("core/classes"));
    new Request(dir)
        .file("java", "/usr/bin/java")
        .application(
            new JavaProject(
                "jar",
                dir.resolve("classes"),
                dir.resolve("app.jar"),
                Optional.of("ex.App"),
                List.of(core)))
        .documents()
        .build();
    var part = part(sbom(), "pkg:maven/ex/core@1");
    assertThat(part.has("hashes")).isFalse();
    assertThat(part.at("/evidence/occurrences/0/location").asText()).isEqualTo("/app/libs/core-1");
    assertThat(properties(part)).containsEntry("whittle:files", "2");
  }

  @Test
  void provenanceNamesBasesSourcesAndFilesByDigest() throws Exception {
    Request.write(dir.resolve("data"), "data");
    var image =
        debian()
            .request()
            .file("data", "/data")
            .image("registry.example.com/team/app:1")
            .facts(Map.of("org.opencontainers.image.source", "https://git.example.com/x"))
            .checkout(new Checkout("a".repeat(40), true))
            .documents()
            .build();
    var statement = json("provenance.json");
    assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.path("predicateType").asText())
        .isEqualTo("https://slsa.dev/provenance/v1");
    assertThat(statement.at("/subject/0/name").asText()).isEqualTo("registry.example.com/team/app");
    assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo(image.digest().hex());
    var materials = build().path("resolvedDependencies");
    assertThat(materials)
        .anyMatch(
            m ->
                m.path("uri").asText().equals("https://git.example.com/x")
                    && m.at("/digest/gitCommit").asText().equals("a".repeat(40))
                    && m.at("/annotations/changed").asBoolean());
    assertThat(materials)
        .anyMatch(
            m ->
                m.path("name").asText().equals("data")
                    && m.at("/digest/sha256").asText().equals(Digest.of("data".getBytes()).hex()));
    assertThat(materials).anyMatch(m -> m.at("/annotations").has("linux/amd64"));
    assertThat(build().at("/externalParameters/contents/0/file/source").asText()).isEqualTo("data");
    var ledger = Files.readAllBytes(output().resolve("removed.tsv"));
    assertThat(statement.at("/predicate/runDetails/byproducts"))
        .anyMatch(b -> b.at("/digest/sha256").asText().equals(Digest.of(ledger).hex()))
        .anyMatch(b -> b.path("name").asText().equals("sbom.cdx.json"));
    assertThat(LedgerFile.read(output().resolve("removed.tsv"))).isNotNull();
  }

  private Request twoPlatforms(Path folder) throws Exception {
    Request.write(folder.resolve("amd64"), TinyElf.program(TinyElf.AMD64, 4000));
    Request.write(folder.resolve("arm64"), TinyElf.program(TinyElf.ARM64, 4000));
    return new Request(folder)
        .file("{arch}", "/app")
        .platforms("linux/amd64", "linux/arm64")
        .documents();
  }

  @Test
  void eachPlatformHasItsBillAndEveryManifestTheProvenance() throws Exception {
    var image = twoPlatforms(dir).build();
    var names = List.of("sbom-linux-amd64.cdx.json", "sbom-linux-arm64.cdx.json");
    var attached = new OutputFolder(output()).documents();
    for (int i = 0; i < 2; i++) {
      var platform = image.platforms().get(i).digest();
      assertThat(attached)
          .filteredOn(a -> a.subject().equals(platform))
          .extracting(a -> a.file().getFileName().toString())
          .containsExactly(names.get(i), "provenance.json");
      assertThat(json(names.get(i)).at("/metadata/component/bom-ref").asText())
          .isEqualTo(platform.toString());
    }
    assertThat(attached)
        .filteredOn(a -> a.subject().equals(image.digest()))
        .extracting(Attachment::mediaType)
        .containsExactly("application/vnd.in-toto+json");
    assertThat(json("provenance.json").path("subject")).hasSize(3);
  }

  private static List<String> referrers(String repository, Digest subject) throws Exception {
    return new ListedReferrers(repository, subject)
        .entries().stream().map(entry -> entry.path("artifactType").asText()).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areListedByARegistryForWhatTheyAreAbout(boolean isDockers) throws Exception {
    try (var registry = new FakeRegistry()) {
      registry.listReferrers();
      var name = registry.host() + "/team/app:1";
      var request = twoPlatforms(dir).image(name);
      var image = (isDockers ? request.docker() : request).build();
      var output = new OutputFolder(output());
      var to =
          new Destination(
              ImageReference.parse(name),
              List.of(),
              new RegistryAccess(CredentialsSource.none(), host -> false));
      new ImagePush(Progress.silent()).push(output.openLayout(), to, Map.of(), output.documents());
      var repository = registry.host() + "/team/app";
      for (var platform : image.platforms()) {
        assertThat(referrers(repository, platform.digest()))
            .containsExactly("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
      }
      assertThat(referrers(repository, image.digest()))
          .containsExactly("application/vnd.in-toto+json");
      assertThat(registry.repository("team/app").tags()).isEmpty();
    }
  }

  @Test
  void areTheSameElsewhereAndAtAnotherTime() throws Exception {
    twoPlatforms(dir.resolve("one")).build();
    var zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      twoPlatforms(dir.resolve("another/place")).threads(1).build();
    } finally {
      TimeZone.setDefault(zone);
    }
    for (var name : List.of("sbom-linux-arm64.cdx.json", "provenance.json")) {
      assertThat(dir.resolve("one/target/whittle").resolve(name))
          .hasSameBinaryContentAs(dir.resolve("another/place/target/whittle").resolve(name));
    }
  }

  @Test
  void goWithTheNextBuildThatDoesNotWantThem() throws Exception {
    twoPlatforms(dir).build();
    Request.write(dir.resolve("data"), TinyElf.program(TinyElf.AMD64, 4000));
    new Request(dir).file("data", "/data").build();
    assertThat(output().toFile().list())
        .containsExactlyInAnyOrder("image", "image.json", "removed.tsv", "digest");
    assertThat(new OutputFolder(output()).documents()).isEmpty();
  }
}
