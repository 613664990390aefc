package io.github.whittle.supply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.SectionElf;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProgramModulesTest {
  /** Read off a program of Go 1.19, linked with -s -w; a module is replaced by a folder. */
  private static final String GO_1_19 =
      "ff20476f206275696c64696e663a08020000000000000000000000000000000008676f312e31392e38f5013077af"
          + "0c9274080241e1c107e6d618e670617468096578616d706c652e636f6d2f68656c6c6f0a6d6f64096578616d"
          + "706c652e636f6d2f68656c6c6f0928646576656c29090a646570096578616d706c652e636f6d2f6c69620976"
          + "312e322e330a3d3e092e2f6c69620928646576656c29090a0a6275696c64092d636f6d70696c65723d67630a"
          + "6275696c64092d7472696d706174683d747275650a6275696c640943474f5f454e41424c45443d300a627569"
          + "6c6409474f415243483d616d6436340a6275696c6409474f4f533d6c696e75780a6275696c6409474f414d44"
          + "36343d76310af932433186182072008242104116d8f2";

  private static final String MARK = "0123456789abcdef";

  private static List<String> modules(byte[] program) throws Exception {
    return modules("/app", program);
  }

  private static List<String> modules(String path, byte[] file) throws Exception {
    return FileFacts.of(new TreePath(path), Content.of(file)).modules().stream()
        .map(module -> module + " " + module.purl().orElse("-"))
        .toList();
  }

  private static byte[] go(byte[] section) {
    return SectionElf.program(".go.buildinfo", section);
  }

  private static byte[] inline(String go, String list) {
    var bytes = ByteBuffer.allocate(4000);
    bytes.put("\u00ff Go buildinf:".getBytes(ISO_8859_1)).put((byte) 8).put((byte) 2).position(32);
    for (var text : List.of(go, MARK + list + MARK)) {
      for (int rest = text.length(); ; rest >>>= 7) {
        bytes.put((byte) (rest > 127 ? rest & 127 | 128 : rest));
        if (rest <= 127) {
          break;
        }
      }
      bytes.put(text.getBytes(ISO_8859_1));
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Test
  void ofGoAreThoseOfItsBuild() throws Exception {
    assertThat(modules(go(HexFormat.of().parseHex(GO_1_19))))
        .containsExactly(
            "golang:example.com/hello -",
            "golang:example.com/lib -",
            "golang:stdlib@1.19.8 pkg:golang/stdlib@1.19.8");
  }

  @Test
  void ofGoHaveTheVersionOfWhatReplacedThem() throws Exception {
    var list =
        """
        path\tex.com/app
        mod\tex.com/app\tv1.0.0\th1:a=
        dep\tgithub.com/Foo/bar/v2\tv2.3.4\th1:b=
        dep\tex.com/old\tv1.0.0
        =>\tex.com/new\tv1.1.0\th1:c=
        build\tGOOS=linux
        """;
    assertThat(modules(go(inline("go1.22.1 X:aliastypeparams", list))))
        .containsExactly(
            "golang:ex.com/app@v1.0.0 pkg:golang/ex.com/app@v1.0.0",
            "golang:ex.com/new@v1.1.0 pkg:golang/ex.com/new@v1.1.0",
            "golang:github.com/Foo/bar/v2@v2.3.4 pkg:golang/github.com/foo/bar/v2@v2.3.4",
            "golang:stdlib@1.22.1 pkg:golang/stdlib@1.22.1");
  }

  /** As Go before 1.18 wrote it: the header points at strings, and those at their bytes. */
  private static byte[] pointers(int size, ByteOrder order) {
    var version = "go1.16";
    var list = MARK + "path\ta\nmod\ta\t(devel)\t\ndep\tex.com/b\tv1.2.3\th1:x=\n" + MARK;
    var bytes = ByteBuffer.allocate(400).order(order);
    bytes.put("\u00ff Go buildinf:".getBytes(ISO_8859_1));
    bytes.put((byte) size).put((byte) (order == ByteOrder.BIG_ENDIAN ? 1 : 0));
    number(bytes, size, SectionElf.ADDRESS + 64);
    number(bytes, size, SectionElf.ADDRESS + 96);
    bytes.position(64);
    number(bytes, size, SectionElf.ADDRESS + 128);
    number(bytes, size, version.length());
    bytes.position(96);
    number(bytes, size, SectionElf.ADDRESS + 160);
    number(bytes, size, list.length());
    bytes.position(128);
    bytes.put(version.getBytes(ISO_8859_1)).position(160);
    bytes.put(list.getBytes(ISO_8859_1));
    return bytes.array();
  }

  @Test
  void ofAnOlderGoAreFoundByPointers() throws Exception {
    for (int size : List.of(4, 8)) {
      for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        assertThat(modules(go(pointers(size, order))))
            .containsExactly(
                "golang:a -",
                "golang:ex.com/b@v1.2.3 pkg:golang/ex.com/b@v1.2.3",
                "golang:stdlib@1.16 pkg:golang/stdlib@1.16");
      }
    }
  }

  private static void number(ByteBuffer bytes, int size, long value) {
    if (size == 4) {
      bytes.putInt((int) value);
    } else {
      bytes.putLong(value);
    }
  }

  @Test
  void ofRustAreThoseThatAreInTheProgram() throws Exception {
    var list =
        """
        {"packages":[
          {"name":"cc","version":"1.0.1","source":"crates.io","kind":"build"},
          {"name":"hello","version":"0.1.0","source":"local","dependencies":[0,2],"root":true},
          {"name":"serde","version":"1.0.200","source":"crates.io"}]}
        """;
    assertThat(modules(SectionElf.program(".dep-v0", SectionElf.zlib(list))))
        .containsExactly("cargo:hello@0.1.0 -", "cargo:serde@1.0.200 pkg:cargo/serde@1.0.200");
  }

  private static byte[] jar(String... coordinates) throws Exception {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var text : coordinates) {
        var words = text.split(":");
        zip.putNextEntry(
            new ZipEntry("META-INF/maven/%s/%s/pom.properties".formatted(words[0], words[1])));
        zip.write("groupId=%s\nartifactId=%s\nversion=%s\n".formatted((Object[]) words).getBytes());
        zip.putNextEntry(new ZipEntry(words[1] + ".class"));
        zip.write(new byte[100_000]);
      }
    }
    return out.toByteArray();
  }

  @Test
  void ofJarsAreThoseThatTheyWereShadedOf() throws Exception {
    var shaded = jar("ex.app:app:1", "org.lib:lib:2.0");
    var expected =
        List.of(
            "maven:ex.app/app@1 pkg:maven/ex.app/app@1",
            "maven:org.lib/lib@2.0 pkg:maven/org.lib/lib@2.0");
    assertThat(modules("/opt/app.jar", shaded)).isEqualTo(expected);
    assertThat(modules("/opt/app.jar", Arrays.copyOf(shaded, shaded.length - 200)))
        .isEqualTo(expected);
    assertThat(modules("/opt/app.txt", shaded)).isEmpty();
    assertThat(modules("/opt/app.jar", "no jar".getBytes())).isEmpty();
  }

  @Test
  void ofJarsInJarsAreTheirsToo() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("BOOT-INF/lib/lib.jar"));
      zip.write(jar("org.lib:lib:2.0"));
      zip.putNextEntry(new ZipEntry("WEB-INF/lib/damaged.jar"));
      zip.write("damaged".getBytes());
      zip.putNextEntry(new ZipEntry("META-INF/maven/a/b/pom.properties"));
      zip.write("groupId=a\nartifactId=b".getBytes());
    }
    assertThat(modules("/srv/app.war", out.toByteArray()))
        .containsExactly(
            "maven:a/b pkg:maven/a/b", "maven:org.lib/lib@2.0 pkg:maven/org.lib/lib@2.0");
  }

  @Test
  void areNoneWhereNothingSaysAny() throws Exception {
    assertThat(modules("#!/bin/sh".getBytes())).isEmpty();
    assertThat(modules(new byte[] {0x7f, 'E', 'L', 'F'})).isEmpty();
    assertThat(modules(SectionElf.program(".dep-v0", new byte[100]))).isEmpty();
    assertThat(modules(SectionElf.program(".dep-v0", SectionElf.zlib("[1]")))).isEmpty();
    assertThat(modules(go(new byte[64]))).isEmpty();
  }

  @Property(tries = 300)
  void neverFailOnDamage(@ForAll @IntRange(max = 287) int at, @ForAll byte value) throws Exception {
    var section = HexFormat.of().parseHex(GO_1_19);
    section[at] = value;
    assertThat(modules(go(section))).allMatch(text -> text.startsWith("golang:"));
    assertThat(modules(go(Arrays.copyOf(section, at)))).isNotNull();
  }

  @Property(tries = 500)
  void pointersNeverFailOnDamage(
      @ForAll @IntRange(max = 220) int at, @ForAll byte value, @ForAll boolean wide)
      throws Exception {
    var section = pointers(wide ? 8 : 4, ByteOrder.LITTLE_ENDIAN);
    section[at] = value;
    assertThat(modules(go(section))).allMatch(text -> text.startsWith("golang:"));
    assertThat(modules(go(Arrays.copyOf(section, at)))).isNotNull();
  }

  @Test
  void pointersOfNoSizeThatAProgramHasAreNone() throws Exception {
    for (int size = Byte.MIN_VALUE; size <= Byte.MAX_VALUE; size++) {
      var section = pointers(8, ByteOrder.LITTLE_ENDIAN);
      section[14] = (byte) size;
      assertThat(modules(go(section)).isEmpty()).as("%s bytes", size).isEqualTo(size != 8);
    }
  }
}
