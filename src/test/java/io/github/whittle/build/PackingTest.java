package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whittle.ledger.Decision.Action;
import io.github.whittle.ledger.LedgerFile;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.TinyElf;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real upx is not in Debian. In its place stands a script that takes the same arguments and
 * really makes files smaller, by gzip: what it makes does not start, and what upx makes is not
 * shown here.
 */
class PackingTest {
  private static final String UPX =
      """
      #!/bin/sh
      case "$1" in
        -t) gzip -t < "$3" ;;
        *) gzip -n -c "$5" > "$4" ;;
      esac
      """;

  private static final byte[] PROGRAM = TinyElf.program(TinyElf.AMD64, 100_000);

  @TempDir private Path dir;

  @BeforeEach
  void writeProgram() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    Request.write(dir.resolve("hello"), PROGRAM);
  }

  private Path upx(String script) throws IOException {
    var file = dir.resolve("upx");
    Files.writeString(file, script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private byte[] packed() throws IOException {
    var image = ImageLayout.validate(dir.resolve("target/whittle/image")).image();
    return image.layers().get(0).read("hello");
  }

  @Test
  void theImageHasThePackedProgramAndTheLogSaysWhatItCosts() throws Exception {
    var request = new Request(dir).packed("hello", "/hello", upx(UPX));
    request.build();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed())).readAllBytes())
        .isEqualTo(PROGRAM);
    assertThat(request.log.lines())
        .anyMatch(
            line ->
                line.matches(
                    "/hello: packed by upx, 100.0 kB -> [0-9]+ bytes; every start unpacks it, which"
                        + " took [0-9]+ ms here, into memory that no two processes share"));
    long gone = PROGRAM.length - packed().length;
    assertThat(LedgerFile.read(dir.resolve("target/whittle/removed.tsv")).values())
        .singleElement()
        .satisfies(
            decisions ->
                assertThat(decisions)
                    .filteredOn(d -> d.action() == Action.REDUCED)
                    .singleElement()
                    .matches(d -> d.bytes() == gone));
  }

  @Test
  void aFileThatUpxCannotPackStaysAndTheLogSaysWhy() throws Exception {
    var request =
        new Request(dir)
            .packed("hello", "/hello", upx("#!/bin/sh\necho NotCompressibleException\nexit 2\n"));
    request.build();
    assertThat(packed()).isEqualTo(PROGRAM);
    assertThat(request.log.lines())
        .contains(
            "warning: /hello is not packed: upx ended with 2 and said: NotCompressibleException");
  }

  @Test
  void aResultThatFailsItsTestFailsTheBuild() throws Exception {
    var request =
        new Request(dir).packed("hello", "/hello", upx(UPX.replace("gzip -t <", "false")));
    assertThatThrownBy(request::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "pom.xml:1: <file>: upx packed '/hello', and its own test (upx -t) refuses the result: it"
                + " ended with 1 and said nothing");
    assertThat(dir.resolve("target/whittle/digest")).doesNotExist();
  }

  @Test
  void aFailureNamesTheItemAndWhatUpxSaid() throws Exception {
    var upx = upx("#!/bin/sh\nexit 1\n");
    assertThatThrownBy(() -> new Request(dir).packed("hello", "/hello", upx).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "pom.xml:1: <file>: '/hello' cannot be packed: '%s' ended with 1 and said nothing;"
                + " remove <pack> from it",
            upx);
    assertThatThrownBy(
            () -> new Request(dir).packed("hello", "/hello", dir.resolve("none")).build())
        .hasMessageStartingWith("pom.xml:1: <file>: <pack>upx</pack> needs the program upx");
  }

  @Test
  void withoutUpxTheErrorNamesTheCure() throws IOException {
    assertThatThrownBy(() -> Upx.find(Optional.empty(), dir.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "<pack>upx</pack> needs the program upx, which is not on the PATH; install it"
                + " (https://upx.github.io), name it as <upx>/path/to/upx</upx>, or remove <pack>");
    assertThatThrownBy(() -> Upx.find(Optional.of(dir.resolve("no")), ""))
        .hasMessageContaining("which is not at '" + dir.resolve("no") + "'; install it");
    assertThat(Upx.find(Optional.empty(), "/nowhere:" + upx(UPX).getParent()))
        .isEqualTo(new Upx(dir.resolve("upx").toString()));
  }
}
