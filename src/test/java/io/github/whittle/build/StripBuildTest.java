package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.TinyElf;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code <strip>} does to contents and base. */
class StripBuildTest {
  @TempDir private Path dir;

  private byte[] library;
  private byte[] byGnu;

  @BeforeEach
  void writeFiles() throws IOException {
    library = resource("amd64.so");
    byGnu = resource("amd64.stripped");
    Request.write(dir.resolve("a.so"), library);
    Request.write(dir.resolve("app"), TinyElf.program(TinyElf.AMD64, 200));
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = StripBuildTest.class.getResourceAsStream("/elf/" + name)) {
      return in.readAllBytes();
    }
  }

  private Request request() {
    return new Request(dir).file("app", "/app").file("a.so", "/lib/a.so");
  }

  private byte[] built(int layer, String path) throws IOException {
    return ImageLayout.validate(dir.resolve("target/whittle/image"))
        .image()
        .layers()
        .get(layer)
        .read(path);
  }

  private List<String> ledger() throws IOException {
    return Files.readAllLines(dir.resolve("target/whittle/removed.tsv"));
  }

  @Test
  void contentsAreStrippedUnlessTheBuildSaysNo() throws Exception {
    var request = request();
    request.build();
    assertThat(built(0, "lib/a.so").length).isLessThanOrEqualTo(byGnu.length);
    assertThat(request.log.lines()).contains("linux/amd64: stripped 1 file: 7.3 kB -> 5.4 kB");
    assertThat(ledger())
        .contains(
            "linux/amd64\treduced\t%d\t/lib/a.so\tpom.xml:2: <file>\tstripped (all)"
                .formatted(library.length - built(0, "lib/a.so").length),
            "linux/amd64\tkept\t0\t/app\tpom.xml:1: <file>\tnot stripped: it has no sections: packed, or stripped of them");
    request.strip(Binaries.NONE).build();
    assertThat(built(0, "lib/a.so")).isEqualTo(library);
    assertThat(ledger()).hasSize(1);
  }

  @Test
  void anItemSaysItForItself() throws Exception {
    request().strip(Binaries.NONE).stripItems(Binaries.DEBUG).file("a.so", "/lib/b.so").build();
    assertThat(built(0, "lib/a.so")).isEqualTo(library);
    assertThat(built(0, "lib/b.so").length).isBetween(byGnu.length, library.length - 1);
  }

  @Test
  void aBaseIsStrippedOnlyWhereItIsFlattened() throws Exception {
    var base = new BaseScene(dir).file("/lib/base.so", library);
    base.request().file("app", "/app").build();
    assertThat(built(0, "lib/base.so")).isEqualTo(library);
    base.request().flatten().file("app", "/app").build();
    assertThat(built(0, "lib/base.so").length).isLessThanOrEqualTo(byGnu.length);
    base.request().flatten().strip(Binaries.NONE).file("app", "/app").build();
    assertThat(built(0, "lib/base.so")).isEqualTo(library);
  }

  @Test
  void aSlimmedBaseIsStrippedOfWhatIsLeftOfIt() throws Exception {
    var base =
        new BaseScene(dir).file("/lib/base.so", library).file("/lib/gone.so", library).layer("/x=");
    base.request().remove("/x").file("app", "/app").build();
    assertThat(built(0, "lib/base.so").length).isLessThanOrEqualTo(byGnu.length);
    base.request().flatten().remove("/lib/gone.so").file("app", "/app").build();
    assertThat(built(0, "lib/base.so").length).isLessThanOrEqualTo(byGnu.length);
    assertThat(ledger())
        .filteredOn(line -> line.matches(".*/lib/(base|gone)\\.so.*"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("linux/amd64\treduced\t").contains("/lib/base.so"),
            line -> assertThat(line).startsWith("linux/amd64\tremoved\t").contains("/lib/gone.so"));
  }

  @Test
  void aFileInThePlaceOfTheFolderForOriginalsIsRefused() throws Exception {
    var usual = dir.resolve("target/whittle/debug");
    Request.write(usual, new byte[1]);
    assertThatThrownBy(() -> request().keepDebug().build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "<strip><keepDebug>: '%s' is a file; name a folder, or write true for the usual one",
            usual);
    assertThat(dir.resolve("target/whittle/image")).doesNotExist();
  }

  @Test
  void originalsAreKeptAndPackedTheSameEachTime() throws Exception {
    request().keepDebug().attachDebug().build();
    var output = dir.resolve("target/whittle");
    try (var files = Files.walk(output.resolve("debug/.build-id"))) {
      var kept = files.filter(Files::isRegularFile).toList();
      assertThat(kept).hasSize(1);
      assertThat(Files.readAllBytes(kept.get(0))).isEqualTo(library);
    }
    var packed = Files.readAllBytes(output.resolve("debug.tar.gz"));
    try (var in = new GZIPInputStream(Files.newInputStream(output.resolve("debug.tar.gz")))) {
      assertThat(in.readAllBytes().length).isGreaterThan(library.length);
    }
    Files.delete(output.resolve("debug.tar.gz"));
    request().attachDebug().build();
    assertThat(output.resolve("debug.tar.gz")).hasBinaryContent(packed);
  }
}
