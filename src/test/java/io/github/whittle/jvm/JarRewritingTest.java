package io.github.whittle.jvm;

import static io.github.whittle.support.TinyElf.AMD64;
import static io.github.whittle.support.TinyElf.ARM64;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.ZipContent;
import io.github.whittle.config.ClassStrip;
import io.github.whittle.config.Jars;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.TinyElf;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarRewritingTest {
  private static final TreePath JAR = new TreePath("/app/libs/a.jar");
  private static final int SIZE = 500;
  private static final byte[] AMD = TinyElf.program(AMD64, SIZE);
  private static final byte[] ARM = TinyElf.program(ARM64, SIZE);
  private static final byte[] MAC = {
    (byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 0, 0, 0, 1
  };

  @TempDir Path dir;

  private final Ledger ledger = new Ledger();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private Predicate<String> keep = name -> false;
  private Jars form = Jars.STORED;
  private ClassStrip classes = ClassStrip.NONE;
  private KeptVariables variables = KeptVariables.NONE;
  private LackingLibraries lacking;
  private boolean own;
  private final RecordedProgress progress = new RecordedProgress();

  private JarRewritingTest with(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path jar() throws IOException {
    var jar = dir.resolve("a.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return jar;
  }

  private Content rewritten(Path jar, String architecture) throws IOException {
    var rules = new JarRules(form, classes, variables, Platform.of("linux", architecture), keep);
    var jars = new JarRewriting(rules, ledger, progress);
    var file = new RegularFile(Attributes.of(0644, 1), Content.of(jar));
    var tree = jars.rewritten(FileTree.of(JAR, file), path -> own);
    lacking = jars.lacking();
    return ((RegularFile) tree.entry(JAR).orElseThrow()).content();
  }

  /** The names that are left in an image for {@code linux/amd64}. */
  private List<String> left() throws IOException {
    var file = dir.resolve("written.jar");
    try (var in = rewritten(jar(), "amd64").open()) {
      Files.write(file, in.readAllBytes());
    }
    try (var zip = new ZipFile(file.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private List<String> told() {
    return ledger.decisions().stream()
        .map(d -> d.action() + " " + d.bytes() + " " + d.path() + ": " + d.reason())
        .toList();
  }

  @Test
  void aJarIsStoredAndWhatIsNoneIsLeftWithTheReason() throws Exception {
    with("zeros", new byte[100_000]);
    assertThat(rewritten(jar(), "amd64").size()).isGreaterThan(100_000);
    assertThat(ledger.decisions()).isEmpty();

    form = Jars.ASIS;
    assertThat(rewritten(jar(), "amd64")).isEqualTo(Content.of(jar()));

    form = Jars.STORED;
    var none = Files.writeString(dir.resolve("b.jar"), "no jar");
    try (var in = rewritten(none, "amd64").open()) {
      assertThat(in).hasContent("no jar");
    }
    assertThat(ledger.decisions())
        .extracting(Decision::reason)
        .singleElement()
        .asString()
        .startsWith("the jar is left as it is: it is no zip, or damaged");
  }

  @Test
  void whatOnlyAZip64CouldHoldIsLeftAndNothingElseIsToldOfIt() throws Exception {
    own = true;
    with("arm/liba.so", ARM).with("amd/liba.so", AMD).withPom("Thu Nov 26 21:29:54 UTC 2026");
    for (int i = 0; i < 65_535; i++) {
      with("e" + i, new byte[0]);
    }
    assertThat(rewritten(jar(), "amd64")).isEqualTo(Content.of(jar()));
    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("kept 0 /app/libs/a.jar: the jar is left as it is: stored, its 65,537 entries")
        .endsWith("would need the format zip64");
  }

  @Test
  void whatStandsBehindOtherDataIsLeft() throws Exception {
    with("a", bytes("a"));
    var script = new ByteArrayOutputStream();
    script.write(bytes("#!/bin/sh\n"));
    script.write(Files.readAllBytes(jar()));
    var jar = Files.write(dir.resolve("script.jar"), script.toByteArray());
    assertThat(rewritten(jar, "amd64")).isEqualTo(Content.of(jar));
    assertThat(told())
        .containsExactly(
            "kept 0 /app/libs/a.jar: the jar is left as it is: data stands before the zip in it");
  }

  /** Else the time of its build would get into the digest. */
  @Test
  void aJarThatIsStoredAlreadyHasTheOneTimeToo() throws Exception {
    var jar = dir.resolve("stored.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.setMethod(ZipOutputStream.STORED);
      var entry = new ZipEntry("META-INF/");
      entry.setSize(0);
      entry.setCrc(0);
      zip.putNextEntry(entry);
    }
    var content = rewritten(jar, "amd64");
    assertThat(content).isInstanceOf(ZipContent.class);
    assertThat(((ZipContent) content).time()).isEqualTo(1);
  }

  @Test
  void librariesOfOtherMachinesAndSystemsLeave() throws Exception {
    with("META-INF/native/linux64/liba.so", AMD)
        .with("META-INF/native/linux-aarch64/liba.so", ARM)
        .with("osx/liba.dylib", MAC)
        .with("liba.txt", ARM);
    assertThat(left()).containsExactly("META-INF/native/linux64/liba.so", "liba.txt");
    assertThat(told())
        .containsExactly(
            "removed 500 /app/libs/a.jar!/META-INF/native/linux-aarch64/liba.so: a native library for linux/arm64",
            "removed 8 /app/libs/a.jar!/osx/liba.dylib: a native library for macOS");
    assertThat(lackOfAmd64()).isEmpty();
  }

  /** As DuckDB's: the platform stands behind what tells a library. */
  @Test
  void theNameOfALibraryMayGoOnBehindItsEnding() throws Exception {
    byte[] fat = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 2};
    with("libx.so_linux_amd64", AMD)
        .with("libx.so_linux_arm64", ARM)
        .with("libx.so_osx_universal", fat)
        .with("libx-2.so-arm", ARM)
        .with("libx-2.so-amd", AMD)
        .with("libx.so.1.2-beta", ARM)
        .with("libx.dll.sha256", bytes("0123 libx.dll"))
        .with("aix/x.a.properties", bytes("a=b"))
        .with("a/Some.a_Class.class", classBytes())
        .with("x.sock", ARM)
        .with("x.so.d/y", ARM);
    assertThat(left())
        .containsExactly(
            "libx.so_linux_amd64",
            "libx-2.so-amd",
            "libx.dll.sha256",
            "aix/x.a.properties",
            "a/Some.a_Class.class",
            "x.sock",
            "x.so.d/y");
    assertThat(lackOfAmd64()).isEmpty();
  }

  @Test
  void whatOneMachineHasOfSuchANameOthersLack() throws Exception {
    with("libx.so_linux_arm64", ARM);
    rewritten(jar(), "amd64");
    assertThat(lackOfAmd64())
        .containsExactly("a.jar has native libraries for linux/arm64, and none for linux/amd64");
  }

  /** Their files are as those of Linux, or of no format that we read. */
  @Test
  void whereTheFileDoesNotSayTheSystemItsPathDoes() throws Exception {
    with("org/x/Linux/x86_64/liba.so", AMD)
        .with("org/x/Linux-Musl/x86_64/liba.so", AMD)
        .with("org/x/FreeBSD/x86_64/liba.so", AMD)
        .with("org/x/Linux-Android/x86_64/liba.so", AMD)
        .with("org/x/android-x86_64/liba.so", AMD)
        .with("sunos-x86-64/liba.so", AMD)
        .with("openbsd-x86-64/liba.so.1.2", AMD)
        .with("liba-dragonflybsd64.so", AMD)
        .with("aix-ppc64/liba.a", bytes("<bigaf>"))
        .with("other/liba.a", bytes("!<arch>"))
        .with("other/libb.so", bytes("a script of the linker"));
    assertThat(left())
        .containsExactly(
            "org/x/Linux/x86_64/liba.so",
            "org/x/Linux-Musl/x86_64/liba.so",
            "other/liba.a",
            "other/libb.so");
    assertThat(told()).anyMatch(line -> line.endsWith("/liba.a: a native library for aix"));
  }

  @Test
  void whatTheUserKeepsStays() throws Exception {
    keep = name -> name.equals("a.jar!/arm/liba.so");
    with("arm/liba.so", ARM).with("arm/libb.so", ARM).with("amd/libb.so", AMD);
    assertThat(left()).containsExactly("arm/liba.so", "amd/libb.so");
    assertThat(lackOfAmd64()).isEmpty();
  }

  @Test
  void nothingLeavesASignedJar() throws Exception {
    classes = ClassStrip.ALL;
    with("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n"))
        .with("META-INF/KEY.SF", bytes(""))
        .with("META-INF/KEY.EC", bytes(""))
        .with("arm/liba.so", ARM)
        .with("amd/liba.so", AMD)
        .with("A.class", classBytes());
    assertThat(left()).hasSize(6);
    assertThat(told())
        .containsExactly(
            "kept 0 /app/libs/a.jar!/arm/liba.so: a native library for linux/arm64, but the jar is signed");
  }

  @Test
  void asIsWhatStaysIsStillCompressed() throws Exception {
    form = Jars.ASIS;
    with("arm/liba.so", ARM).with("amd/liba.so", AMD).with("zeros", new byte[10_000]);
    assertThat(left()).containsExactly("amd/liba.so", "zeros");
    assertThat(rewritten(jar(), "amd64").size()).isLessThan(1500);
  }

  @Test
  void aLibraryThatOnlyOtherMachinesHaveLacks() throws Exception {
    with("linux32/liba.so", ARM).with("osx/liba.dylib", MAC);
    rewritten(jar(), "amd64");
    assertThat(lackOfAmd64())
        .containsExactly("a.jar has native libraries for linux/arm64, and none for linux/amd64");
    // For each machine its own name, as netty has them.
    with("libx_linux_aarch_64.so", ARM).with("libx_linux_x86_64.so", AMD).with("liba.so", AMD);
    rewritten(jar(), "amd64");
    assertThat(lackOfAmd64()).isEmpty();
  }

  @Test
  void librariesNamedByTheirMachineAloneAreToldApartByTheirFolders() throws Exception {
    with("x/amd64.so", AMD).with("y/arm64.so", ARM);
    rewritten(jar(), "amd64");
    assertThat(lackOfAmd64())
        .containsExactly("a.jar has native libraries for linux/arm64, and none for linux/amd64");
    with("y/amd64.so", AMD);
    rewritten(jar(), "amd64");
    assertThat(lackOfAmd64()).isEmpty();
  }

  @Test
  void aLibraryThatOnlyOtherSystemsHaveIsTold() throws Exception {
    with("osx/liba.dylib", MAC).with("freebsd/liba.so", AMD);
    rewritten(jar(), "amd64");
    assertThat(lackOfAmd64()).isEmpty();
    assertThat(lacking.onOtherSystems(Platform.of("linux", "amd64")))
        .containsExactly("a.jar has native libraries for freebsd, macOS, and none for linux/amd64");
  }

  private List<String> lackOfAmd64() {
    return lacking.onOtherMachines(Platform.of("linux", "amd64"));
  }

  @Test
  void platformsOfTheSameLibrariesHaveTheSameJar() throws Exception {
    with("a.txt", bytes("a")).with("osx/liba.dylib", MAC);
    assertThat(rewritten(jar(), "amd64")).isEqualTo(rewritten(jar(), "arm64"));
    with("amd/liba.so", AMD);
    assertThat(rewritten(jar(), "amd64")).isNotEqualTo(rewritten(jar(), "arm64"));
  }

  private static byte[] classBytes() throws IOException {
    try (var in = JarRewritingTest.class.getResourceAsStream("JarRewritingTest.class")) {
      return in.readAllBytes();
    }
  }

  @Test
  void javaTakesTheClassOfItsVersionAndSealsAsBefore() throws Exception {
    var own = JarRewritingTest.class.getName();
    with(
            "META-INF/MANIFEST.MF",
            bytes("Manifest-Version: 1.0\nMulti-Release: true\nSealed: true\n"))
        .with("Sample.class", says("old"))
        .with("META-INF/versions/11/Sample.class", says("11"))
        .with("META-INF/versions/99/Sample.class", says("99"))
        .with(own.replace('.', '/') + ".class", classBytes());
    assertThat(left()).hasSize(5);
    var urls = new URL[] {dir.resolve("written.jar").toUri().toURL()};
    try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      var sample = loader.loadClass("Sample").getConstructor().newInstance();
      assertThat(sample).hasToString("11");
      assertThat(loader.loadClass(own).getPackage().isSealed()).isTrue();
    }
  }

  private static byte[] says(String text) {
    return Compiled.sample("public String toString() { return \"" + text + "\"; }");
  }

  @Test
  void aJarInAJarStaysAsItIs() throws Exception {
    var inner = Compiled.jar(Map.of("zeros", new byte[10_000], "arm/liba.so", ARM));
    with("BOOT-INF/lib/inner.jar", inner);
    assertThat(left()).hasSize(1);
    try (var zip = new ZipFile(dir.resolve("written.jar").toFile())) {
      var entry = zip.getEntry("BOOT-INF/lib/inner.jar");
      assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(inner);
    }
  }

  @Test
  void classesInJarsLoseDebugDataOnRequest() throws Exception {
    with("A.class", classBytes()).with("B.class", Arrays.copyOf(classBytes(), 300));
    long before = rewritten(jar(), "amd64").size();
    classes = ClassStrip.DEBUG;
    long saved = before - rewritten(jar(), "amd64").size();
    assertThat(saved).isPositive();
    assertThat(told())
        .containsExactly(
            "reduced " + saved + " /app/libs/a.jar: debug attributes of its class files",
            "kept 0 /app/libs/a.jar!/B.class: it is no class file, or of a Java that is not known yet");
    assertThat(left()).containsExactly("A.class", "B.class");
  }

  /** As maven-jar-plugin 2.4 packs it, the one that Maven 3.8 takes by default. */
  private JarRewritingTest packedBy(String user, String java) {
    entries.clear();
    return with("META-INF/", new byte[0])
        .with(
            "META-INF/MANIFEST.MF",
            bytes(
                "Manifest-Version: 1.0\r\nArchiver-Version: Plexus Archiver\r\nBuilt-By: "
                    + user
                    + "\r\nCreated-By: Apache Maven "
                    + (java.length() > 6 ? "3.8.7" : "3.9.11")
                    + "\r\nBuild-Jdk: "
                    + java
                    + "\r\nBuild-Jdk-Spec: 17\r\n\r\nName: a\r\nBuilder: x\r\n\r\n"));
  }

  private JarRewritingTest withPom(String date) {
    return with(
        "META-INF/maven/it/core/pom.properties",
        bytes("#Generated by Maven\n#" + date + "\nversion=1\ngroupId=it\n"));
  }

  private byte[] written() throws IOException {
    try (var in = rewritten(jar(), "amd64").open()) {
      return in.readAllBytes();
    }
  }

  private String text(String name) throws IOException {
    Files.write(dir.resolve("written.jar"), written());
    try (var zip = new ZipFile(dir.resolve("written.jar").toFile())) {
      var bytes = zip.getInputStream(zip.getEntry(name)).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n");
  }

  @Test
  void aJarOfTheBuildIsTheSameWhoeverPackedItAndWhenAndOnWhatDisk() throws Exception {
    own = true;
    for (var form : Jars.values()) {
      this.form = form;
      packedBy("root", "17.0.13").with("B.txt", bytes("b")).with("a.txt", bytes("a"));
      withPom("Thu Nov 26 21:29:54 UTC 2026");
      var one = written();
      packedBy("Åse with a name that is so long that it goes\r\n  on", "17.0.2");
      withPom("Fri Jan 01 01:02:03 Central European Time 2027");
      with("a.txt", bytes("a")).with("B.txt", bytes("b"));
      assertThat(written()).isEqualTo(one);
    }
    assertThat(lines(text("META-INF/MANIFEST.MF")))
        .isEqualTo(
            """
            Manifest-Version: 1.0
            Archiver-Version: Plexus Archiver
            Build-Jdk-Spec: 17

            Name: a
            Builder: x

            """);
    assertThat(text("META-INF/maven/it/core/pom.properties"))
        .isEqualTo("#Generated by Maven\nversion=1\ngroupId=it\n");
    assertThat(left().subList(0, 2)).containsExactly("META-INF/", "META-INF/MANIFEST.MF");
    assertThat(told())
        .containsExactly(
            "reduced 0 /app/libs/a.jar!/META-INF/MANIFEST.MF: Built-By, Build-Jdk, and Maven's version",
            "reduced 0 /app/libs/a.jar!/META-INF/maven/it/core/pom.properties: the date of the build, a comment");
    assertThat(progress.lines()).isEmpty();
  }

  /** Spring's PropertiesLauncher makes the class path of their order, which is Maven's. */
  @Test
  void jarsInAJarOfTheBuildKeepTheirOrder() throws Exception {
    own = true;
    with("BOOT-INF/lib/z.jar", bytes("z"))
        .with("b", bytes("b"))
        .with("BOOT-INF/lib/m.jar", bytes("m"))
        .with("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n"))
        .with("a", bytes("a"))
        .with("BOOT-INF/lib/a.jar", bytes("a"));
    assertThat(left())
        .containsExactly(
            "META-INF/MANIFEST.MF",
            "a",
            "b",
            "BOOT-INF/lib/z.jar",
            "BOOT-INF/lib/m.jar",
            "BOOT-INF/lib/a.jar");
  }

  @Test
  void aJarOfOthersKeepsEveryByteOfItsEntries() throws Exception {
    packedBy("me", "17.0.2").withPom("Thu Nov 26 21:29:54 UTC 2026");
    assertThat(text("META-INF/MANIFEST.MF")).contains("Built-By: me");
    assertThat(text("META-INF/maven/it/core/pom.properties")).contains("#Thu Nov 26");
    assertThat(told()).isEmpty();
  }

  @Test
  void aSignedJarOfTheBuildKeepsItsDateAndTheBuildSaysSo() throws Exception {
    own = true;
    with("z", bytes("z"))
        .withPom("Thu Nov 26 21:29:54 UTC 2026")
        .with("META-INF/KEY.SF", bytes(""));
    assertThat(left()).first().isEqualTo("z");
    assertThat(text("META-INF/maven/it/core/pom.properties")).contains("#Thu Nov 26");
    assertThat(told())
        .containsExactly(
            "kept 0 /app/libs/a.jar!/META-INF/maven/it/core/pom.properties: the date of the build, a comment, but the jar is signed");
    assertThat(progress.lines())
        .anyMatch(
            line -> line.contains("is signed, so it stays") && line.contains("outputTimestamp"));
  }
}
