package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.config.PathPattern;
import io.github.whittle.config.Slim;
import io.github.whittle.support.TinyElf;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code <slim>} does to a build. */
class SlimBuildTest {
  private static final String PACKAGES =
      """
      Package: perl
      Status: install ok installed
      Architecture: amd64
      Version: 5
      """;

  @TempDir private Path dir;
  private BaseScene base;

  @BeforeEach
  void makeABase() throws IOException {
    Request.write(dir.resolve("app"), TinyElf.program(TinyElf.AMD64, 200));
    base =
        new BaseScene(dir)
            .layer("/usr/bin/sed=sed", "/usr/bin/perl=" + "p".repeat(5000))
            .layer(
                "/var/lib/dpkg/status=" + PACKAGES, "/var/lib/dpkg/info/perl.list=/usr/bin/perl\n");
  }

  private Request request(Slim.Mode mode, boolean dryRun, String... keep) throws Exception {
    var slim =
        new Slim(
            mode,
            List.of(dir.resolve("src/main/whittle")),
            Stream.of(keep).map(PathPattern::parse).toList(),
            List.of(),
            List.of(),
            Optional.empty(),
            false,
            dryRun);
    return base.request().slim(slim).file("app", "/app");
  }

  @Test
  void aDryRunListsTheLargestFirstWithWhatEachIsAndChangesNothing() throws Exception {
    var request = request(Slim.Mode.REACHABLE, true);
    request.build();

    var candidates = request.log.lines().stream().filter(l -> l.contains(" (layer ")).toList();
    assertThat(candidates.get(0))
        .isEqualTo(
            "      5.0 kB  /usr/bin/perl  (layer 1 of the base, package perl 5; nothing that stays needs it)");
    assertThat(candidates)
        .anyMatch(line -> line.contains("/usr/bin/sed  (layer 1 of the base; nothing that stays"));
    assertThat(Layers.paths(dir)).contains("usr/bin/perl 0755 0:0", "usr/bin/sed 0755 0:0");
    assertThat(ledger()).noneMatch(line -> line.contains("removed\t"));
  }

  @Test
  void whatTheDryRunListedLeaves() throws Exception {
    request(Slim.Mode.REACHABLE, false).build();

    assertThat(Layers.paths(dir)).noneMatch(path -> path.matches(".*(perl|sed).*"));
    assertThat(ledger())
        .contains(
            "linux/amd64\tremoved\t5000\t/usr/bin/perl\tlayer 1 of the base, package perl 5\tnothing that stays needs it",
            "linux/amd64\tkept\t0\t/app\tfiles\tin <contents>");
  }

  @Test
  void withoutATraceTheErrorNamesTheCommandThatMakesOne() throws Exception {
    var request = request(Slim.Mode.TRACED, false);

    assertThatThrownBy(request::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("<slim><mode> is traced, but no trace is at '")
        .hasMessageContaining("mvn package io.github.whittle:whittle-maven-plugin:trace");
  }

  @Test
  void aWholeJavaRuntimeOfTheBaseIsFound() {
    var tree =
        FileTree.of(
            Map.of(
                new TreePath("/opt/jre/lib/modules"), file(33 << 20),
                new TreePath("/opt/small/lib/modules"), file(1 << 20),
                new TreePath("/opt/own/lib/modules"), file(33 << 20)));
    assertThat(SlimStep.wholeRuntimes(tree, Set.of(new TreePath("/opt/own/lib/modules"))))
        .containsExactly(Map.entry(new TreePath("/opt/jre/lib/modules"), 33L << 20));
  }

  private static Entry file(long size) {
    var content =
        new Content() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public InputStream open() {
            throw new AssertionError("only its size is asked for");
          }
        };
    return new Entry.RegularFile(Attributes.of(0644, 0), content);
  }

  private List<String> ledger() throws IOException {
    return Files.readAllLines(dir.resolve("target/whittle/removed.tsv"));
  }
}
