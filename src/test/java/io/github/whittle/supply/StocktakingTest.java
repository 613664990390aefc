package io.github.whittle.supply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.TarWriter;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.Coordinates;
import io.github.whittle.config.LinkItem;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Decision.Action;
import io.github.whittle.report.BuiltImage.PlatformImage;
import io.github.whittle.support.Language;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.Overlay;
import io.github.whittle.tree.TreePath;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

/** Whose the files of an image are, by what is in it. */
class StocktakingTest {
  private static final String INSTALLED =
      """
      C:Q1=
      P:musl
      V:1.2.4-r2
      A:x86_64
      L:MIT
      F:lib
      R:ld-musl-x86_64.so.1

      P:busybox
      V:1.36.1-r15
      A:x86_64
      o:busybox-source
      L:GPL-2.0-only AND (MIT OR BSD-2-Clause)
      F:bin
      R:busybox
      R:gone

      P:empty
      V:1
      A:x86_64
      F:etc
      R:not-there

      """;

  private final Map<TreePath, Entry> entries = new TreeMap<>();
  private final Map<TreePath, ContentItem> items = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();

  private StocktakingTest file(String path, String text) {
    return file(path, text.getBytes(UTF_8));
  }

  private StocktakingTest file(String path, byte[] bytes) {
    var content = Content.of(bytes);
    entries.put(new TreePath(path), new Entry.RegularFile(Attributes.of(0644, 1), content));
    return this;
  }

  private StocktakingTest alpine() {
    return file("/lib/apk/db/installed", INSTALLED)
        .file("/etc/os-release", "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.18.4\n")
        .file("/lib/ld-musl-x86_64.so.1", "musl")
        .file("/bin/busybox", "busybox");
  }

  private Subject subject() {
    var digest = Digest.of("manifest".getBytes(UTF_8));
    var image = new PlatformImage(Platform.of("linux", "amd64"), digest, digest, List.of());
    return new Subject(image, FileTree.of(entries), items, Map.of(), decisions);
  }

  private Inventory inventory() throws Exception {
    var workshop =
        new Workshop(
            Coordinates.parse("ex:app:1"),
            List.of(),
            "1",
            Path.of(""),
            c -> List.of(),
            Optional::empty);
    var knowledge = new Knowledge(workshop, c -> Path.of(""), Map.of(), Optional.empty());
    var subject = subject();
    return Stocktaking.of(subject, knowledge, new FilesOfImage(subject.tree(), Set.of()));
  }

  /** Valid by the schema that the library ships. */
  private byte[] written() throws Exception {
    var written = BillOfMaterials.write(subject(), inventory(), "app", "1", Optional.empty());
    assertThat(new JsonParser().validate(written, Version.VERSION_16)).isEmpty();
    return written;
  }

  private List<String> refs() throws Exception {
    return inventory().parts().stream().map(Part::ref).toList();
  }

  private Part part(String start) throws Exception {
    return inventory().parts().stream()
        .filter(part -> part.ref().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void packagesOfAlpineHaveALicenceAndAreThereOnlyWithAFileLeft() throws Exception {
    alpine();
    assertThat(refs())
        .containsExactly(
            "file:/etc/os-release",
            "os:alpine",
            "pkg:apk/alpine/busybox@1.36.1-r15?arch=x86_64&distro=alpine-3.18.4&upstream=busybox-source",
            "pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.18.4");
    assertThat(part("pkg:apk/alpine/musl").licenses()).containsExactly("MIT");
    var bill = new JsonParser().parse(written());
    assertThat(bill.getComponents())
        .filteredOn(c -> c.getName().equals("busybox"))
        .extracting(c -> c.getLicenses().getExpression().getValue())
        .containsExactly("GPL-2.0-only AND (MIT OR BSD-2-Clause)");
  }

  @Test
  void packagesOfImagesWithoutDpkgAreKnownByTheirFolder() throws Exception {
    file(
            "/var/lib/dpkg/status.d/libssl3",
            "Package: libssl3\nVersion: 3.0.11-1\nArchitecture: amd64\nSource: openssl\n")
        .file("/var/lib/dpkg/status.d/libssl3.md5sums", "0  usr/lib/libssl.so.3\n")
        .file("/usr/lib/libssl.so.3", "ssl");
    assertThat(refs())
        .contains("pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian&upstream=openssl")
        .doesNotContain("file:/usr/lib/libssl.so.3");
  }

  @Test
  void whatWePutInThePlaceOfAPackagesFileIsNotOfThePackage() throws Exception {
    alpine();
    var path = new TreePath("/bin/busybox");
    items.put(path, new LinkItem(null, path, "x"));
    assertThat(refs())
        .contains("file:/bin/busybox")
        .noneMatch(ref -> ref.contains("apk/alpine/busybox"));
  }

  @Test
  void packagesThatWeBringWithTheirDatabaseOwnTheirFiles() throws Exception {
    alpine();
    entries.keySet().forEach(path -> items.put(path, new LinkItem(null, path, "x")));
    assertThat(refs()).anyMatch(ref -> ref.contains("apk/alpine/busybox"));
  }

  @Test
  void whatIsUnreadOfAnyFileOfAPackageIsTold() throws Exception {
    var deep = "a".getBytes(UTF_8);
    for (var name : List.of("a.jar", "b.jar", "c.jar", "d.jar")) {
      deep = JarModulesTest.zip(name, deep);
    }
    file("/lib/apk/db/installed", "P:jars\nV:1\nA:x86_64\nF:lib\nR:a.jar\nR:b.jar\n\n")
        .file("/lib/a.jar", JarModulesTest.zip("a", new byte[1]))
        .file("/lib/b.jar", deep);
    assertThat(part("pkg:apk/").findings().notes()).containsKey("unread");
  }

  @Test
  void aNoteThatDiffersFromFileToFileIsToldOfEach() throws Exception {
    var one = Part.of(Part.Kind.LIBRARY, "ref", "", "name", "1").withNote("sha256", "b");
    var both = one.joined(one.withNote("sha256", "a")).joined(one);
    assertThat(both.findings().notes())
        .containsOnly(Map.entry("sha256", new TreeSet<>(List.of("a", "b"))));
    var bill = new Inventory(List.of(both), new TreeMap<>(), new TreeSet<>());
    var written = BillOfMaterials.write(subject(), bill, "app", "1", Optional.empty());
    assertThat(new JsonParser().parse(written).getComponents().get(0).getProperties())
        .extracting(p -> p.getName() + " " + p.getValue())
        .containsExactly("whittle:sha256 a", "whittle:sha256 b");
  }

  @Test
  void aDependencyThatIsShadedElsewhereTooKeepsWhatMavenKnowsOfIt() throws Exception {
    var module = new Module(Module.MAVEN, "g/lib", "1", true).part().at("/agent.jar");
    var known =
        module
            .withHashes(Map.of(Part.SHA_1, "1", Part.SHA_256, "2"))
            .withLicenses(List.of("MIT"))
            .at("/app/lib-1.jar");
    assertThat(module.joined(known)).isEqualTo(known.joined(module));
    assertThat(module.joined(known).hashes()).isEqualTo(known.hashes());
    assertThat(module.joined(known).licenses()).containsExactly("MIT");
    assertThat(module.joined(known).findings().places())
        .containsExactly("/agent.jar", "/app/lib-1.jar");
  }

  @Property(tries = 200)
  void partsAreJoinedInAnyOrder(
      @ForAll @Size(3) List<Part.Kind> kinds,
      @ForAll @Size(3) List<@Size(max = 2) List<@IntRange(max = 2) Integer>> facts) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i < 3; i++) {
      var words = facts.get(i).stream().map(String::valueOf).toList();
      var hashes = words.stream().collect(Collectors.toMap(word -> word, word -> "0", (x, y) -> x));
      parts.add(
          Part.of(kinds.get(i), "ref", "", "name", "")
              .withPurl(words.stream().findFirst())
              .withHashes(hashes)
              .withLicenses(words));
    }
    var joined = parts.get(0).joined(parts.get(1)).joined(parts.get(2));
    assertThat(parts.get(2).joined(parts.get(1)).joined(parts.get(0))).isEqualTo(joined);
    assertThat(parts.get(1).joined(parts.get(2)).joined(parts.get(0))).isEqualTo(joined);
    assertThat(parts.get(0).joined(parts.get(0))).isEqualTo(parts.get(0));
  }

  @Test
  void aJavaRuntimeHasItsModules() throws Exception {
    file(
            "/opt/java/release",
            "IMPLEMENTOR=\"Ex Inc.\"\nJAVA_RUNTIME_VERSION=\"25.0.3+9-LTS\"\nJAVA_VERSION=\"25.0.3\"\nMODULES=\"java.base java.xml\"\n")
        .file("/opt/java/lib/modules", "modules")
        .file("/opt/java/conf/x", "x")
        .file("/opt/other/release", "JAVA_VERSION=\"1\"\n");
    decisions.add(new Decision(Action.REMOVED, "/opt/java/bin/jar", 10, "runtime", "a tool"));
    assertThat(refs())
        .containsExactly(
            "file:/opt/other/release",
            "jdk-module:java.base@25.0.3",
            "jdk-module:java.xml@25.0.3",
            "jdk:/opt/java");
    assertThat(part("jdk:").findings().needs())
        .containsExactly("jdk-module:java.base@25.0.3", "jdk-module:java.xml@25.0.3");
    assertThat(part("jdk:").findings().notes())
        .containsEntry("files", new TreeSet<>(List.of("3")))
        .containsEntry("removed:paths", new TreeSet<>(List.of("1")))
        .containsEntry("removed:bytes", new TreeSet<>(List.of("10")));
    assertThat(part("jdk:").identity().purl())
        .contains("pkg:generic/Ex%20Inc./openjdk@25.0.3%2B9-LTS");
    assertThat(new JsonParser().parse(written()).getComponents())
        .filteredOn(c -> c.getName().equals("openjdk"))
        .allMatch(c -> c.getSupplier().getName().equals("Ex Inc."))
        .extracting(c -> c.getVersion())
        .containsExactly("25.0.3+9-LTS");
  }

  @Test
  void aJavaRuntimeThatDoesNotSayWhoBuiltItHasNoSupplier() throws Exception {
    file("/opt/java/release", "JAVA_VERSION=\"25.0.3\"\nMODULES=\"java.base\"\n")
        .file("/opt/java/lib/modules", "modules");
    assertThat(part("jdk:").identity().purl()).contains("pkg:generic/openjdk@25.0.3");
    assertThat(new JsonParser().parse(written()).getComponents())
        .allMatch(c -> c.getSupplier() == null);
  }

  @Test
  void aLinkThatBecameAFileHasTheDigestOfWhatItIs() throws Exception {
    var lower = FileTree.of(path("/a"), regular("old"));
    var links = Map.of(path("/b"), regular("new"), path("/a"), new Entry.HardLink(path("/b")));
    var upper = FileTree.of(links);
    var gone = FileTree.of(path("/.wh.b"), regular(""));
    var shown = Overlay.overlay(Overlay.overlay(lower, upper), gone);
    var watch = new LayerWatch();
    var files = new FilesOfImage(shown, Set.of());
    for (var layer : List.of(lower, upper, gone)) {
      TarWriter.write(watch.over(layer), OutputStream.nullOutputStream());
      files.add(layer, watch);
    }
    assertThat(files.facts(path("/a")).sha256()).isEqualTo(Digest.of("new".getBytes(UTF_8)));
  }

  private static TreePath path(String text) {
    return new TreePath(text);
  }

  private static Entry regular(String text) {
    return new Entry.RegularFile(Attributes.of(0644, 1), Content.of(text.getBytes(UTF_8)));
  }

  @Test
  void brokenLinksInThePlaceOfADatabaseAreNoError() throws Exception {
    for (var path : List.of("/etc/os-release", "/var/lib/dpkg/status", "/lib/apk/db/installed")) {
      entries.put(new TreePath(path), new Entry.Symlink(Attributes.of(0777, 1), path));
    }
    file("/data", "data");
    assertThat(refs()).containsExactly("file:/data");
  }

  @Test
  void theTimeHasTheCalendarOfNoLanguage() throws Exception {
    var time = Instant.parse("2026-07-31T22:13:20.5Z");
    var languages =
        List.of("en", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "ja-JP-u-ca-japanese", "th-TH");
    for (var language : languages) {
      var written =
          Language.in(
              language,
              () -> BillOfMaterials.write(subject(), inventory(), "app", "1", Optional.of(time)));
      assertThat(new String(written, UTF_8))
          .as(language)
          .contains("\n  \"metadata\" : {\n    \"timestamp\" : \"2026-07-31T22:13:20Z\",\n");
      assertThat(new JsonParser().validate(written, Version.VERSION_16)).isEmpty();
    }
  }

  @Test
  void oddNamesMakeADocumentThatIsValid() throws Exception {
    file("/a b\n\"<é\u0001>", "x").file("/empty", "");
    assertThat(new JsonParser().parse(written()).getComponents())
        .extracting(c -> c.getName())
        .containsExactly("/a b%0A\"<é%01>", "/empty");
  }

  @Test
  void namesThatAreNoUtf8AreTwoParts() throws Exception {
    file("/caf\uDCE8", "x").file("/caf\uDCE9", "y").file("/\uD83D\uDCE9", "z");
    assertThat(refs()).containsExactly("file:/%F0%9F%93%A9", "file:/caf%E8", "file:/caf%E9");
    assertThat(new JsonParser().parse(written()).getComponents()).hasSize(3);
  }

  @Test
  void refsAreUrisThatLeadBack() throws Exception {
    var names = List.of("/a b%20c/100%?#[x]", "/a b c", "/a%20b%20c", "/caf%E9", "/café");
    names.forEach(name -> file(name, name));
    assertThat(refs()).hasSize(names.size());
    assertThat(refs().stream().map(ref -> URI.create(ref).getPath()))
        .containsExactlyInAnyOrderElementsOf(names);
  }
}
