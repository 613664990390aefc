package io.github.whittle.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.TarText;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceFileTest {
  @TempDir private Path dir;

  static Trace trace(List<String> paths, List<String> missing) {
    return new Trace(tree(paths), tree(missing));
  }

  private static TreeSet<TreePath> tree(List<String> paths) {
    return paths.stream().map(TreePath::new).collect(Collectors.toCollection(TreeSet::new));
  }

  private Trace read(String... lines) throws IOException {
    var file = dir.resolve("some.trace");
    Files.write(file, TarText.encode(String.join("\n", lines) + "\n"));
    return TraceFile.read(file);
  }

  private static Set<String> paths(Trace trace) {
    return trace.paths().stream().map(TreePath::value).collect(Collectors.toSet());
  }

  @Test
  void isASortedTextWithAHeader() throws IOException {
    var file = dir.resolve("src/main/whittle/app.trace");

    TraceFile.write(trace(List.of("/usr/lib/b", "/bin/a"), List.of("/etc/ld.so.preload")), file);

    assertThat(file)
        .hasContent(
            """
            # What the program of the image touched, a path a line. The goal trace adds to this file and sorts
            # it; to begin anew, delete it. Comments of yours are not kept.
            /bin/a
            /usr/lib/b
            # Looked for, and not there:
            #? /etc/ld.so.preload
            """);
  }

  @Test
  void comesBackAsItWas() throws IOException {
    var file = dir.resolve("a.trace");
    var names = List.of("/a\nb", "/a\\nb", "/with blank ", "/\udcff", "/ä", "/x#y", "/cr\r");
    var trace = trace(names, List.of("/not\nthere"));

    TraceFile.write(trace, file);

    assertThat(TraceFile.read(file)).isEqualTo(trace);
    assertThat(Files.readAllBytes(file)).contains("/with blank \n".getBytes(UTF_8));
  }

  @Test
  void tracesOfSeveralRunsAreOne() {
    var first = trace(List.of("/a", "/b"), List.of("/c", "/d"));
    var second = trace(List.of("/b", "/c"), List.of("/a"));

    assertThat(Trace.merge(List.of(first, second)))
        .isEqualTo(trace(List.of("/a", "/b", "/c"), List.of("/d")))
        .isEqualTo(Trace.merge(List.of(second, first)));
  }

  @Test
  void plainListsAreRead() throws IOException {
    assertThat(paths(read("", "# mine", "/usr/bin/env", "./etc//passwd", "/var/log/")))
        .containsExactlyInAnyOrder("/usr/bin/env", "/etc/passwd", "/var/log");
  }

  @Test
  void whatIsNoPathIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("/usr/bin/env", "usr/bin/env"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            dir.resolve("some.trace")
                + ":2: 'usr/bin/env' is no path; write one that begins with /, or a comment with #");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "."})
  void inotifywaitIsReadInItsThreeForms(String root) throws IOException {
    var usual =
        """
        /usr/bin/ OPEN a b.txt
        /usr/bin/ CLOSE_NOWRITE,CLOSE a b.txt
        /etc/ ACCESS c,d
        /usr/bin/ OPEN,ISDIR\s
        /etc/passwd OPEN\s
        """;
    var csv =
        """
        /usr/bin/,OPEN,a b.txt
        /usr/bin/,"CLOSE_NOWRITE,CLOSE",a b.txt
        /etc/,ACCESS,"c,d"
        /usr/bin/,"OPEN,ISDIR",
        /etc/passwd,OPEN,
        """;
    var format =
        """
        10:00:01 /usr/bin/a b.txt OPEN
        10:00:01 /usr/bin/a b.txt CLOSE_NOWRITE,CLOSE
        10:00:02 /etc/c,d ACCESS
        10:00:02 /usr/bin/ OPEN,ISDIR
        10:00:02 /etc/passwd OPEN
        """;
    var paths = "/usr/bin/a b.txt\n/etc/c,d\n/usr/bin/\n/etc/passwd\n";
    for (var log : List.of(usual, csv, format, paths)) {
      var lines = log.replaceAll("(?m)(^|:\\d\\d )/", "$1" + root + "/").split("\n");
      assertThat(paths(read(lines)))
          .containsExactlyInAnyOrder("/usr/bin/a b.txt", "/etc/c,d", "/usr/bin", "/etc/passwd");
    }
  }

  @Test
  void aClassLoadLogNamesJarsAndClassFiles() throws IOException {
    var log =
        """
        [0.012s][info][class,load] java.lang.Object source: shared objects file
        [0.020s][info][class,load] sun.launcher.LauncherHelper source: jrt:/java.base
        [2026-11-26T15:19:57.799+0000][0.030s][27][28][info][class,load] a.B source: file:/app/a,b%20c.jar
        [0.023s][info ][class,load] com.example.Main$Inner source: file:/app/classes/
        [0.024s][info][class,load] com.example.Main$$Lambda/0x00007f9134000800 source: com.example.Main
        [0.025s][info][class,load] x.Y source: jar:file:/app/fat.jar!/BOOT-INF/lib/y.jar!/
        """;
    var decorated = read(log.split("\n"));
    var bare =
        read(
            Stream.of(log.split("\n"))
                .map(line -> line.replaceFirst(".*] ", ""))
                .toArray(String[]::new));

    assertThat(paths(decorated))
        .containsExactlyInAnyOrder(
            "/app/a,b c.jar", "/app/classes/com/example/Main$Inner.class", "/app/fat.jar")
        .isEqualTo(paths(bare));
  }
}
