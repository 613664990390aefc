package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.support.Tool;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What compilers of today write runs stripped as it ran before, or as after GNU strip. */
class StrippedProgramsIT {
  private static final String C =
      """
      #include <stdio.h>
      #include <stdlib.h>
      __thread int here = 3;
      static void end(void) { puts("end"); }
      __attribute__((constructor)) static void begin(void) { puts("begin"); }
      int main(int count, char **words) {
        atexit(end);
        printf("%d %s %d\\n", count, words[1], here);
        return 7;
      }
      """;

  private static final String CXX =
      """
      #include <iostream>
      #include <stdexcept>
      struct Guard { ~Guard() { std::cout << "unwound\\n"; } };
      static int fail(int n) { Guard g; if (n == 0) throw std::runtime_error("thrown"); return fail(n - 1) + 1; }
      int main() {
        try { return fail(2); } catch (const std::exception &e) { std::cout << e.what() << std::endl; }
        fail(0);
      }
      """;

  private static final String RUST =
      """
      fn inner(a: &[i32], i: usize) -> i32 { a[i] }
      fn main() {
        println!("{:?}", std::panic::catch_unwind(|| { inner(&[1], 3) }).is_err());
        inner(&[1, 2], std::env::args().count() + 3);
      }
      """;

  private static final String GO =
      """
      package main
      import ("fmt"; "os")
      func inner(a []int, i int) int { return a[i] }
      func main() {
        defer func() { fmt.Println("recovered:", recover()); fmt.Println(inner([]int{1}, len(os.Args)+4)) }()
        inner(nil, 1)
      }
      """;

  @TempDir private Path folder;

  private record Build(String compiler, String source, String text, List<String> options) {
    @Override
    public String toString() {
      return compiler + " " + String.join(" ", options);
    }
  }

  private static Build c(String compiler, String... options) {
    return new Build(compiler, "a.c", C, List.of(options));
  }

  /** Compilers that CI does not install count where they are, and can start. */
  static Stream<Build> builds() {
    var needed =
        Stream.of(
            c("gcc", "-g"),
            c("gcc", "-g", "-no-pie", "-Wl,--build-id=none"),
            c("gcc", "-g", "-static"),
            c("gcc", "-g3", "-static-pie", "-Wl,--build-id"),
            c("gcc", "-g", "-gz", "-Wl,-z,noseparate-code", "-Wl,--hash-style=both"),
            c("gcc", "-g", "-Wl,--emit-relocs"),
            c("musl-gcc", "-g"),
            c("musl-gcc", "-g", "-static", "-Wl,--build-id"),
            new Build("g++", "a.cc", CXX, List.of("-g")),
            new Build("g++", "a.cc", CXX, List.of("-g", "-static")));
    var more =
        Stream.of(
            c("clang", "-g"),
            c("clang", "-g", "-static"),
            new Build("rustc", "a.rs", RUST, List.of("-g")),
            new Build(
                "rustc", "a.rs", RUST, List.of("-Cpanic=unwind", "-Ctarget-feature=+crt-static")),
            new Build("go", "a.go", GO, List.of("build")),
            new Build("go", "a.go", GO, List.of("build", "-ldflags=-linkmode=external")));
    return Stream.concat(needed, more.filter(b -> starts(b.compiler())));
  }

  private static boolean starts(String name) {
    var question = name.equals("go") ? new String[] {"list", "fmt"} : new String[] {"--version"};
    return isThere(name) && Tool.named(name).ran(question).exitCode() == 0;
  }

  private static boolean isThere(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(f -> Files.isExecutable(Path.of(f, name)));
  }

  private Path compiled(Build build) throws IOException {
    Files.writeString(folder.resolve(build.source()), build.text());
    var words = new ArrayList<>(build.options());
    words.addAll(List.of("-o", "a.out", build.source()));
    Tool.require(build.compiler()).in(folder).run(words.toArray(String[]::new));
    return folder.resolve("a.out");
  }

  private Path stripped(Path program, Binaries mode) throws IOException {
    var outcome = ElfStrip.strip("a.out", Content.of(program), mode, layout -> Optional.empty());
    return write(((Outcome.Smaller) outcome).content(), "stripped");
  }

  private Path write(Content content, String name) throws IOException {
    var file = folder.resolve(name);
    try (var in = content.open()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** Standard output, messages without addresses, and the exit code. */
  private Tool.Ran ran(Path program) {
    var ran = Tool.require("env").with("RUST_BACKTRACE=1", program.toString()).ran("word");
    return new Tool.Ran(
        ran.exitCode(), ran.out(), ran.err().replaceAll("0x[0-9a-f]+|'main'|[(][0-9]+[)]", "N"));
  }

  @ParameterizedTest
  @MethodSource("builds")
  void aProgramRunsAsBefore(Build build) throws Exception {
    var program = compiled(build);
    var before = ran(program);
    var gnu = folder.resolve("gnu");
    Tool.require("strip").run("-s", "-o", gnu.toString(), program.toString());
    var stripped = stripped(program, Binaries.ALL);
    var after = ran(stripped);
    assertThat(after.out()).isEqualTo(before.out()).isNotEmpty();
    assertThat(after.exitCode()).isEqualTo(before.exitCode());
    // A panic names functions by its symbols where it has them.
    assertThat(after).isEqualTo(ran(gnu));
    assertThat(Files.size(stripped)).isLessThanOrEqualTo(Files.size(gnu) + 4096);
    if (!build.toString().contains("emit-relocs")) {
      assertThat(ran(stripped(program, Binaries.DEBUG)).out()).isEqualTo(before.out());
    }
  }

  /** By build id, and by name and checksum: elfutils look for it as gdb does. */
  @ParameterizedTest
  @MethodSource("links")
  void debuggersFindTheOriginal(String option) throws Exception {
    var program = compiled(c("gcc", "-g", "-no-pie", option));
    var path = TreePath.parse("/" + folder.toAbsolutePath() + "/stripped");
    var originals = new DebugFiles();
    var file = new Entry.RegularFile(Attributes.of(0755, 0), Content.of(program));
    var tree =
        new Stripping(new io.github.whittle.ledger.Ledger(), Optional.of(originals))
            .strip(FileTree.of(path, file), Binaries.ALL, "", p -> p);
    var debug = folder.resolve("debug");
    originals.write(debug);
    var stripped =
        write(((Entry.RegularFile) tree.entry(path).orElseThrow()).content(), "stripped");
    Files.delete(program);
    var found =
        Tool.require("eu-addr2line")
            .in(folder)
            .run("--debuginfo-path=" + debug, "-f", "-e", stripped.toString(), "main");
    assertThat(found).startsWith("main\n").contains("a.c:6");
  }

  static Stream<String> links() {
    return Stream.of("-Wl,--build-id", "-Wl,--build-id=none");
  }

  @Test
  void ourDebugLinkIsWhatObjcopyWrites() throws Exception {
    var program = compiled(c("gcc", "-g", "-Wl,--build-id=none"));
    var path = TreePath.parse("/a.out");
    var tree =
        new Stripping(new io.github.whittle.ledger.Ledger(), Optional.of(new DebugFiles()))
            .strip(
                FileTree.of(
                    path, new Entry.RegularFile(Attributes.of(0755, 0), Content.of(program))),
                Binaries.ALL,
                "",
                p -> p);
    var bytes = Fixture.bytes(((Entry.RegularFile) tree.entry(path).orElseThrow()).content());
    var link = Fixture.section(bytes, ".gnu_debuglink");
    var name = new String(link, 0, link.length - 4).replace("\0", "");
    Files.copy(program, folder.resolve(name));
    Tool.require("objcopy")
        .in(folder)
        .run("--strip-all", "--add-gnu-debuglink=" + name, "a.out", "theirs");
    assertThat(link)
        .isEqualTo(Fixture.section(Files.readAllBytes(folder.resolve("theirs")), ".gnu_debuglink"));
  }
}
