package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.Tool;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What compilers of today write, and what this machine runs. */
class ElfRealFilesIT {
  @TempDir Path folder;

  @BeforeEach
  void writeSource() throws IOException {
    Files.writeString(folder.resolve("a.c"), "int main(void) { return 0; }\n");
  }

  @Test
  void aDynamicProgramOfGcc() throws Exception {
    var file = compiled("gcc");
    assertThat(file.isProgram()).isTrue();
    assertThat(file.isStatic()).isFalse();
    assertThat(file.interpreter()).isPresent();
    assertThat(file.dynamic().needed()).containsExactly("libc.so.6");
  }

  @Test
  void staticProgramsOfGcc() throws Exception {
    for (var option : List.of("-static", "-static-pie")) {
      var file = compiled("gcc", option);
      assertThat(file.isProgram()).as(option).isTrue();
      assertThat(file.isStatic()).as(option).isTrue();
    }
  }

  @Test
  void aLibraryOfGcc() throws Exception {
    var file =
        compiled(
            "gcc",
            "-shared",
            "-Wl,-soname,libown.so.1,--enable-new-dtags,-rpath,$ORIGIN/../lib",
            "-nostartfiles");
    assertThat(file.isProgram()).isFalse();
    assertThat(file.isRunnable()).isFalse();
    assertThat(file.dynamic().soname()).contains("libown.so.1");
    assertThat(file.dynamic().runpath()).contains("$ORIGIN/../lib");
    assertThat(compiled("gcc", "-shared", "-Wl,--disable-new-dtags,-rpath,/old").dynamic().rpath())
        .contains("/old");
  }

  @Test
  void aProgramForMusl() throws Exception {
    assertThat(compiled("musl-gcc").interpreter().orElseThrow()).startsWith("/lib/ld-musl-");
    assertThat(compiled("musl-gcc", "-static").isStatic()).isTrue();
  }

  @Test
  void aStrippedProgramSaysTheSame() throws Exception {
    var before = compiled("gcc", "-g");
    Tool.require("strip").in(folder).run("a.out");
    var after = read(folder.resolve("a.out"));
    assertThat(after.segments()).isEqualTo(before.segments());
    assertThat(after.interpreter()).isEqualTo(before.interpreter());
    assertThat(after.dynamic()).isEqualTo(before.dynamic());
    assertThat(after.isProgram()).isTrue();
  }

  @Test
  void debugDataIsNoProgram() throws Exception {
    for (var option : List.of("-pie", "-no-pie")) {
      compiled("gcc", "-g", option);
      Tool.require("objcopy").in(folder).run("--only-keep-debug", "a.out", "a.debug");
      assertThat(read(folder.resolve("a.debug")).isRunnable()).as(option).isFalse();
    }
  }

  static Stream<Path> filesOfTheMachine() {
    return Stream.of(
        Path.of("/bin/true"),
        Path.of("/bin/bash"),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so"));
  }

  @ParameterizedTest
  @MethodSource("filesOfTheMachine")
  void readelfSaysTheSame(Path path) throws Exception {
    if (!Files.isReadable(path)) {
      Tool.missing(path.toString());
    }
    var text = Tool.require("readelf").in(folder).run("-hldW", path.toString());
    var file = read(path);
    assertThat(text.lines().filter(l -> l.contains("(NEEDED)")).map(ElfRealFilesIT::bracketed))
        .containsExactlyElementsOf(file.dynamic().needed());
    assertThat(text.lines().filter(l -> l.contains("(SONAME)")).map(ElfRealFilesIT::bracketed))
        .containsExactlyElementsOf(file.dynamic().soname().stream().toList());
    assertThat(text.lines().filter(l -> l.contains("program interpreter")).map(String::strip))
        .containsExactlyElementsOf(
            file.interpreter().stream()
                .map("[Requesting program interpreter: %s]"::formatted)
                .toList());
    assertThat(text).contains("Number of program headers:         " + file.segments().size());
    assertThat(file.isProgram()).isEqualTo(!path.toString().endsWith(".so"));
  }

  private static String bracketed(String line) {
    return line.substring(line.indexOf('[') + 1, line.indexOf(']'));
  }

  private ElfFile compiled(String compiler, String... options) throws Exception {
    var arguments = new java.util.ArrayList<>(List.of(options));
    arguments.addAll(List.of("a.c", "-o", "a.out"));
    Tool.require(compiler).in(folder).run(arguments.toArray(String[]::new));
    return read(folder.resolve("a.out"));
  }

  private static ElfFile read(Path path) throws IOException {
    return ElfFile.read(path.toString(), Content.of(path)).orElseThrow();
  }
}
