package io.github.whittle.strip;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.support.Tool;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every ELF file of this machine, stripped: what is loaded is the same to readelf, eu-elflint has
 * nothing new to say, and about as much goes as with GNU strip.
 */
class StripOfThisMachineIT {
  private static final long MAX_DIFFERENCE = 64 * 1024;

  /** With {@code -Dwhittle.sweep} every file; else those that a build of CI has the time for. */
  private static final long MAX_SIZE =
      System.getProperty("whittle.sweep") != null ? Long.MAX_VALUE : 24_000_000;

  @TempDir private Path folder;

  private final List<String> wrong = new ArrayList<>();
  private final List<String> table = new ArrayList<>();
  private Tool readelf;
  private Tool elflint;
  private Tool strip;

  /**
   * What was seen.
   *
   * @param changed files that became smaller
   * @param gnu bytes that GNU strip takes out of all
   * @param ours bytes of those that we take out, too
   */
  private record Sum(int files, int changed, long bytes, long gnu, long ours) {
    Sum plus(long size, long byGnu, long byUs) {
      return new Sum(
          files + 1,
          changed + (byUs > 0 ? 1 : 0),
          bytes + size,
          gnu + Math.max(0, byGnu),
          ours + Math.max(0, Math.min(byGnu, byUs)));
    }
  }

  @BeforeEach
  void findTools() {
    readelf = Tool.require("readelf").with("-lnW", "--dyn-syms");
    elflint = Tool.require("eu-elflint").with("--gnu-ld");
    strip = Tool.require("strip").with("--strip-all");
  }

  @Test
  void nothingIsLostThatIsLoadedAndAsMuchGoesAsWithGnuStrip() throws Exception {
    var sum = new Sum(0, 0, 0, 0, 0);
    for (var file : files()) {
      var outcome =
          ElfStrip.strip(
              file.toString(), Content.of(file), Binaries.ALL, layout -> Optional.empty());
      if (outcome instanceof Outcome.Same same && same.reason().contains("object")) {
        continue; // For linkers: GNU strip makes it unusable.
      }
      long size = Files.size(file);
      long gnu = size - gnuStripped(file, size);
      long ours =
          outcome instanceof Outcome.Smaller smaller ? size - check(file, smaller.content()) : 0;
      if (gnu - ours > MAX_DIFFERENCE) {
        wrong.add("%s: strip takes %d bytes, we take %d: %s".formatted(file, gnu, ours, outcome));
      }
      sum = sum.plus(size, gnu, ours);
    }
    System.out.println(sum);
    table.forEach(System.out::println);
    assertThat(wrong).isEmpty();
    assertThat(sum.files()).isGreaterThan(100);
    assertThat(sum.ours()).isGreaterThanOrEqualTo(sum.gnu() * 995 / 1000);
  }

  private long gnuStripped(Path file, long size) throws IOException {
    var target = folder.resolve("gnu");
    var ran = strip.ran("-o", target.toString(), file.toString());
    // It does not know every machine.
    return ran.exitCode() == 0 ? Files.size(target) : size;
  }

  /** How large the stripped file is. */
  private long check(Path file, Content content) throws IOException {
    var target = folder.resolve(file.getFileName().toString());
    try (var in = content.open()) {
      Files.copy(in, target);
    }
    try {
      compare(file, said(readelf, file), said(readelf, target));
      Loaded.of(file).assertSameIn(Loaded.of(target));
      var news = said(elflint, target);
      news.removeAll(said(elflint, file));
      news.remove("No errors");
      news.forEach(line -> wrong.add(file + ": eu-elflint: " + line));
      table.add("%s %d -> %d".formatted(file, Files.size(file), content.size()));
      return Files.size(target);
    } finally {
      Files.delete(target);
    }
  }

  private void compare(Path file, List<String> before, List<String> after) {
    if (!after.equals(before)) {
      boolean moved = withinPages(after).equals(withinPages(before));
      (moved ? table : wrong)
          .add(
              file
                  + (moved
                      ? ": segments lie nearer to the beginning"
                      : ": readelf says something else"));
    }
  }

  /** Of the offsets of segments only where they are in their page. */
  private static List<String> withinPages(List<String> said) {
    return said.stream()
        .map(line -> line.replaceFirst("^(  [A-Z_]+ +)0x[0-9a-f]{3}([0-9a-f]{3} )", "$1$2"))
        .toList();
  }

  private static List<String> said(Tool tool, Path file) {
    var ran = tool.ran(file.toString());
    return (ran.out() + ran.err())
        .lines()
        .filter(line -> !line.startsWith("File: "))
        .map(line -> line.replace(file.toString(), "FILE"))
        // Of sections behind those that are loaded the numbers change.
        .map(line -> line.replaceFirst("^section \\[ *[0-9]+\\]", "section"))
        // Of some notes readelf adds the names of symbols that are gone.
        .map(line -> line.replaceFirst("(Applies to region .*) \\(.*\\)$", "$1"))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Path> files() throws IOException {
    var folders =
        Stream.of("/usr/bin", "/usr/sbin", "/usr/lib", System.getProperty("whittle.jdk25", "/"))
            .filter(name -> name.length() > 1)
            .map(Path::of)
            .filter(Files::isDirectory)
            .toList();
    var files = new java.util.TreeSet<Path>();
    for (var start : folders) {
      Files.walkFileTree(start, new Elves(files));
    }
    return List.copyOf(files);
  }

  /** Collects ELF files, without those that a package keeps for debuggers. */
  private static final class Elves extends SimpleFileVisitor<Path> {
    private final java.util.Set<Path> files;

    Elves(java.util.Set<Path> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
      return dir.equals(Path.of("/usr/lib/debug"))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
      if (a.isRegularFile() && a.size() < MAX_SIZE && Files.isReadable(file)) {
        try (var in = Files.newInputStream(file)) {
          if (java.util.Arrays.equals(in.readNBytes(4), new byte[] {0x7f, 'E', 'L', 'F'})) {
            files.add(file);
          }
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
