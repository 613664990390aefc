package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Platform;
import io.github.whittle.support.Tool;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.MachineFiles;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of this machine find the same libraries with us as with its own loader. */
class ClosureOfThisMachineIT {
  private static final Pattern FOUND = Pattern.compile("\\s(/\\S+) \\(0x");
  private static final List<String> NAMED = List.of("bash", "java", "perl", "readelf", "git");

  /** Of all that lie there, evenly. */
  private static final int PROGRAMS = 300;

  private static final MachineFiles MACHINE = new MachineFiles(Path.of("/"));

  @TempDir private Path dir;

  @Test
  void findsWhatLddFindsAndTheLinksOnTheWay() throws Exception {
    var programs = programs();
    assertThat(programs).hasSizeGreaterThan(PROGRAMS / 2);
    var ldd = ldd(Tool.require("ldd").ran(programs.toArray(String[]::new)).out(), programs);
    var softly = new SoftAssertions();
    for (var program : programs) {
      var paths = ldd.get(program);
      // What is there for this processor only is no part of an image.
      if (paths.stream().noneMatch(p -> p.contains("/glibc-hwcaps/"))) {
        softly.assertThat(found(program)).as(program).isEqualTo(expected(program, paths));
      }
    }
    softly.assertAll();
  }

  @Test
  void findsWhatMuslFinds() throws Exception {
    var gcc = Tool.require("musl-gcc").in(dir);
    Files.createDirectories(dir.resolve("lib/deep"));
    Files.writeString(dir.resolve("a.c"), "int deep(void); int a(void) { return deep(); }");
    Files.writeString(dir.resolve("deep.c"), "int deep(void) { return 42; }");
    Files.writeString(dir.resolve("main.c"), "int a(void); int main(void) { return a(); }");
    gcc.run("-shared", "-fPIC", "deep.c", "-o", "lib/deep/libdeep.so.1");
    Files.createSymbolicLink(dir.resolve("lib/libdeep.so"), Path.of("deep/libdeep.so.1"));
    gcc.run("-shared", "-fPIC", "a.c", "-o", "lib/liba.so", "-Llib", "-ldeep");
    gcc.run(
        "main.c", "-o", "main", "-Llib", "-la", "-Wl,-rpath,$ORIGIN/lib", "-Wl,-rpath-link,lib");
    var program = dir.toRealPath().resolve("main").toString();
    var loader = ElfFile.read("main", Content.of(dir.resolve("main"))).orElseThrow().interpreter();
    var list = Tool.named("env").run(loader.orElseThrow(), "--list", program);
    assertThat(found(program)).isEqualTo(expected(program, paths(list.lines().toList())));
    assertThat(found(program)).contains(dir.toRealPath() + "/lib/deep/libdeep.so.1");
  }

  /** Dynamic ones of the usual folders, by their real paths. */
  private static List<String> programs() throws IOException {
    var all = new TreeSet<String>();
    for (var folder : List.of("/usr/bin", "/usr/sbin")) {
      try (var files = Files.list(Path.of(folder))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          all.add(file.toRealPath().toString());
        }
      }
    }
    var dynamic = new ArrayList<String>();
    for (var file : all) {
      if (isDynamic(Path.of(file))) {
        dynamic.add(file);
      }
    }
    var picked = new TreeSet<String>();
    for (int i = 0; i < Math.min(PROGRAMS, dynamic.size()); i++) {
      picked.add(dynamic.get((int) ((long) i * dynamic.size() / PROGRAMS)));
    }
    for (var name : NAMED) {
      picked.add(Path.of(Tool.require(name).path()).toRealPath().toString());
    }
    picked.removeIf(file -> !isDynamic(Path.of(file)));
    return List.copyOf(picked);
  }

  private static boolean isDynamic(Path file) {
    try {
      return Files.isReadable(file)
          && FileFormat.of(file.toString(), Content.of(file)) instanceof FileFormat.Elf elf
          && elf.file().interpreter().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the loader lists for each of several programs: a line with the name, and its own. */
  private static Map<String, Set<String>> ldd(String output, Collection<String> programs) {
    var lines = new TreeMap<String, List<String>>();
    var of = new ArrayList<String>();
    for (var line : output.lines().toList()) {
      var name = line.replaceFirst(":$", "");
      if (programs.contains(name)) {
        of = new ArrayList<>();
        lines.put(name, of);
      }
      of.add(line);
    }
    var result = new TreeMap<String, Set<String>>();
    lines.forEach((program, list) -> result.put(program, paths(list)));
    return result;
  }

  private static Set<String> paths(List<String> lines) {
    var paths = new TreeSet<String>();
    for (var line : lines) {
      var match = FOUND.matcher(line);
      if (match.find()) {
        paths.add(match.group(1));
      }
    }
    return paths;
  }

  /** The real files, and the links that are followed on the way to them, found without us. */
  private static Set<String> expected(String program, Set<String> paths) throws IOException {
    var expected = new TreeSet<>(Set.of(program));
    for (var path : paths) {
      expected.add(Path.of(path).toRealPath().toString());
      addLinks(Path.of(path), expected);
    }
    return expected;
  }

  private static void addLinks(Path path, Set<String> links) throws IOException {
    var at = path.getRoot();
    for (var name : path) {
      at = at.resolve(name);
      if (Files.isSymbolicLink(at)) {
        links.add(at.getParent().toRealPath().resolve(at.getFileName()).toString());
        addLinks(at.resolveSibling(Files.readSymbolicLink(at)), links);
      }
    }
  }

  private static Set<String> found(String program) throws IOException {
    var elf = ElfFile.read(program, Content.of(Path.of(program))).orElseThrow();
    var platform = Platform.parse(ElfMachine.describe(elf.header()));
    var needs = Requirements.of(MACHINE, platform, System.getenv(), List.of(new TreePath(program)));
    assertThat(needs.problems()).as(program).isEmpty();
    var files = new TreeSet<String>();
    needs.files().keySet().forEach(path -> files.add(path.value()));
    files.removeIf(file -> file.startsWith("/etc/ld"));
    // $ORIGIN/../lib: the folder that is left is needed too, and ldd does not say so.
    files.removeIf(file -> Files.isDirectory(Path.of(file), LinkOption.NOFOLLOW_LINKS));
    return files;
  }
}
