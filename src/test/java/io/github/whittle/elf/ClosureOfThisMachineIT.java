package io.github.whittle.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.image.Platform;
import io.github.whittle.support.Tool;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of this machine find the same libraries with us as with its own loader. */
class ClosureOfThisMachineIT {
  private static final Pattern LDD_LINE = Pattern.compile("\\s(/\\S+) \\(0x");

  @ParameterizedTest
  @ValueSource(strings = {"bash", "java", "perl", "readelf"})
  void findsWhatLddFinds(String name) throws Exception {
    var program = Path.of(Tool.require(name).path()).toRealPath();
    var tree = machine(program);
    var path = new TreePath(program.toString());
    var files = new ImageFiles(tree);
    var elf = ElfFile.read(name, Content.of(program)).orElseThrow();
    var root = new Loaded(path, path.parent().orElseThrow().value(), elf, Optional.empty());
    var loader = elf.interpreter().map(i -> i.substring(i.lastIndexOf('/') + 1)).orElseThrow();
    var search = LibrarySearch.of(elf, files, Map.of());
    var closure = Closure.of(files, search, root, path, Set.of(loader));

    assertThat(closure.missing()).isEmpty();
    assertThat(closure.loaded().keySet().stream().skip(1))
        .map(TreePath::value)
        .containsExactlyInAnyOrderElementsOf(ldd(program));

    var platform =
        ElfMachine.describe(elf.header()); // This machine's: the test runs where its programs do.
    assertThat(ProgramCheck.check(tree, Platform.parse(platform), Map.of(), List.of(path)))
        .isEmpty();
  }

  /** Real paths, without the loader. */
  private static Set<String> ldd(Path program) throws Exception {
    var output = Tool.require("ldd").run(program.toString());
    var paths = new TreeSet<String>();
    for (var line : output.lines().filter(l -> !l.contains("/ld-")).toList()) {
      var match = LDD_LINE.matcher(line);
      if (match.find()) {
        paths.add(Path.of(match.group(1)).toRealPath().toString());
      }
    }
    return paths;
  }

  /** The folders of libraries, those beside the program, and the links that lead there. */
  private static FileTree machine(Path program) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    for (var top : List.of("/lib", "/lib64")) {
      if (Files.isSymbolicLink(Path.of(top))) {
        add(entries, Path.of(top));
      }
    }
    var home = program.getParent().getParent();
    var folders =
        List.of(
            "/lib",
            "/lib64",
            "/usr/lib",
            "/usr/lib64",
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/etc",
            "/etc/ld.so.conf.d",
            program.getParent().toString(),
            home.resolve("lib").toString());
    for (var folder : folders) {
      addFiles(entries, Path.of(folder));
    }
    return FileTree.of(entries);
  }

  private static void addFiles(Map<TreePath, Entry> entries, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.list(folder.toRealPath())) {
      for (var file : files.toList()) {
        add(entries, file);
      }
    }
  }

  private static void add(Map<TreePath, Entry> entries, Path file) throws IOException {
    var path = new TreePath(file.toString());
    if (Files.isSymbolicLink(file)) {
      var target = Files.readSymbolicLink(file).toString();
      entries.put(path, new Entry.Symlink(Attributes.of(0777, 0), target));
    } else if (Files.isRegularFile(file)) {
      entries.put(path, new Entry.RegularFile(Attributes.of(0755, 0), Content.of(file)));
    }
  }
}
