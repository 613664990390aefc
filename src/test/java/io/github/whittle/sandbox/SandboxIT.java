package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.Tool;
import io.github.whittle.trace.Trace;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Bytes;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way that this machine has, as root. */
final class SandboxIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** As {@code setcap cap_chown=ep} writes it: version 2, little-endian. */
  private static final String CAP_CHOWN = "0100000201000000000000000000000000000000";

  @TempDir private Path dir;
  private final RecordedProgress log = new RecordedProgress();

  @BeforeEach
  void needsRoot() throws IOException {
    if (Identity.find() != Identity.ROOT) {
      Tool.missing("the right to give files owners (root)");
    }
  }

  static Stream<Way> ways() {
    Tool.require("bwrap");
    Tool.require("unshare");
    return Stream.of(new Bubblewrap(), new Unshare(), new Chroot());
  }

  private static Host host(Way way) throws IOException {
    return Host.find(List.of(way), false);
  }

  private static FileTree tree() throws IOException {
    return Trees.busybox("sh", "cat", "ls", "id", "env", "chown", "stat", "sleep", "touch", "kill")
        .folder("/work", new Attributes(0755, 33, 33, 9, new TreeMap<>()))
        .file("/work/a", "content of a\n")
        .file("/work/unused", "nobody reads this\n")
        .file("/work/looked-at", "not read\n")
        .file("/work/theirs", "x", Attributes.of(04750, 11).withOwner(33, 44))
        .file("/work/gr\u00fc\u00dfe", "names are bytes\n")
        .link("/work/link", "a")
        .hardLink("/work/0-again", "/work/a")
        .tree();
  }

  private Sandbox start(Way way, Program program) throws IOException {
    return Sandbox.start(host(way), new Guest(tree(), program), dir, log);
  }

  private String run(Way way, Program program) throws IOException {
    try (var sandbox = start(way, program)) {
      assertThat(sandbox.await(LIMIT)).as(sandbox.output()).contains(0);
      return sandbox.output();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theProgramSeesItsImageAndNothingElse(Way way) throws IOException {
    var output =
        run(
            way,
            Trees.shell(
                0, "pwd; env; ls /; cat link; id -u; cat /proc/self/comm; echo x > /dev/null"));

    assertThat(output.lines())
        .contains("/work", "GREETING=hi there", "content of a", "0", "cat", "proc", "dev", "tmp")
        .doesNotContain("root", "usr", "home")
        .noneMatch(line -> line.startsWith("HOSTNAME") || line.startsWith("LANG"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void ownersModesAndTimesAreReal(Way way) throws IOException {
    var script = "stat -c '%u:%g %a %Y' theirs a; chown 1234:99 a; stat -c %u:%g 0-again; cat gr*";

    assertThat(run(way, Trees.shell(0, script)).lines())
        .containsExactly("33:44 4750 11", "0:0 644 7", "1234:99", "names are bytes");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anotherUserIsReallyAnother(Way way) throws IOException {
    var output =
        run(
            way,
            Trees.shell(
                33,
                "id -u; id -g; touch mine && stat -c %u mine; touch /no || echo refused; touch /tmp/t && ls /tmp; cat /proc/self/status"));

    assertThat(output.lines().limit(3)).containsExactly("33", "33", "33");
    assertThat(output.lines())
        .contains("refused", "t")
        .anyMatch(line -> line.matches("CapEff:\\s+0+"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void endsWithTheProgramsExitCode(Way way) throws IOException {
    try (var sandbox = start(way, Trees.shell(0, "exit 42"))) {
      assertThat(sandbox.await(LIMIT)).contains(42);
    }
    try (var sandbox = start(way, Trees.shell(33, "kill -9 $$"))) {
      assertThat(sandbox.await(LIMIT)).contains(137);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void signalsReachTheProgram(Way way) throws Exception {
    for (var signal : List.of("TERM", "INT", "QUIT")) {
      var script = "trap 'echo got; exit 5' %s; echo ready; while :; do sleep 0.1; done";
      try (var sandbox = start(way, Trees.shell(33, script.formatted(signal)))) {
        waitFor(sandbox, "ready");
        sandbox.stop(signal);
        assertThat(sandbox.await(LIMIT)).as(signal).contains(5);
        assertThat(sandbox.output()).isEqualTo("ready\ngot\n");
      }
    }
  }

  private static void waitFor(Sandbox sandbox, String text) throws Exception {
    for (int i = 0; i < 600 && !sandbox.output().contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(sandbox.output()).contains(text);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void nothingIsLeftOfIt(Way way) throws Exception {
    var mark = "3%05d".formatted(System.nanoTime() % 100000);
    // In the background, in a session of its own, deaf to signals.
    var script = "trap '' TERM; (trap '' TERM INT HUP; sleep %s) & sleep %s & echo ready; wait";
    try (var sandbox = start(way, Trees.shell(0, script.formatted(mark, mark)))) {
      waitFor(sandbox, "ready");
      assertThat(sandbox.await(Duration.ofMillis(100))).isEmpty();
      assertThat(processes(mark)).isNotEmpty();
    }
    assertThat(processes(mark)).isEmpty();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(dir.toString());
    try (var left = Files.list(dir)) {
      assertThat(left).isEmpty();
    }
  }

  private static List<String> processes(String mark) {
    return ProcessHandle.allProcesses()
        .flatMap(p -> p.info().commandLine().stream())
        .filter(line -> line.endsWith(" " + mark))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void bothRecordersSeeTheirSide(Way way) throws IOException {
    Tool.require("strace");
    var program =
        Trees.shell(33, "cat link; [ -e looked-at ]; cat nothing-there; ls /bin/id; exit 0");
    for (var host : List.of(host(way), host(way).withoutStrace())) {
      try (var sandbox = Sandbox.recorded(host, new Guest(tree(), program), dir, log)) {
        assertThat(sandbox.await(LIMIT)).as(sandbox.output()).contains(0);
        var trace = sandbox.trace();
        assertThat(texts(trace))
            .contains("/bin/busybox", "/work/a")
            .doesNotContain("/work/unused", "/bin/chown");
        if (host.strace().isPresent()) {
          assertThat(texts(trace)).contains("/work/looked-at", "/work/link", "/bin/sh", "/bin/id");
          assertThat(trace.missing()).contains(new TreePath("/work/nothing-there"));
          assertThat(trace.missing()).noneMatch(path -> path.value().contains(dir.toString()));
        } else {
          assertThat(texts(trace)).doesNotContain("/work/looked-at", "/work/link");
        }
      }
    }
    assertThat(log.lines()).anyMatch(line -> line.contains("what is only looked at"));
  }

  private static List<String> texts(Trace trace) {
    return trace.paths().stream().map(TreePath::value).toList();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void mountsShowWhatTheMachineHas(Way way) throws IOException {
    var host = Files.createDirectory(dir.resolve("host folder"));
    Files.writeString(host.resolve("f"), "from outside\n");
    var program =
        Trees.shell(0, "cat /data/in/f; echo back > /data/in/g")
            .withMounts(List.of(new Mount(host, new TreePath("/data/in"))));

    assertThat(run(way, program)).isEqualTo("from outside\n");
    assertThat(host.resolve("g")).hasContent("back");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void withoutNetworkThereIsOnlyItself(Way way) throws IOException {
    assertThat(run(way, Trees.shell(0, "cat /proc/self/net/dev")).lines().skip(2)).hasSize(1);
    assertThat(log.lines()).noneMatch(line -> line.contains("network"));
  }

  static Stream<Way> waysThatGivePrivileges() {
    return ways().filter(way -> !(way instanceof Bubblewrap)); // It sets no_new_privs.
  }

  /** Of the file, not of the user: an ordinary one gives a file away. */
  @ParameterizedTest
  @MethodSource("waysThatGivePrivileges")
  void capabilitiesOfFilesAreSet(Way way) throws IOException {
    Tool.require("setfattr");
    var chown =
        new TreeMap<>(Map.of("security.capability", Bytes.of(HexFormat.of().parseHex(CAP_CHOWN))));
    var tree =
        Trees.busybox("sh", "stat")
            .executable("/bin/chown", new Attributes(0755, 0, 0, 5, chown))
            .file("/work/a", "x", Attributes.of(0644, 7).withOwner(33, 33))
            .tree();
    var guest = new Guest(tree, Trees.shell(33, "/bin/chown 7:7 a; stat -c %u:%g a"));
    try (var sandbox = Sandbox.start(host(way), guest, dir, log)) {
      assertThat(sandbox.await(LIMIT)).contains(0);
      assertThat(sandbox.output()).isEqualTo("7:7\n");
    }
  }

  private String wrong(
      String script, Optional<Pattern> output, Optional<Integer> port, Duration limit)
      throws IOException {
    var program = Trees.shell(0, script).withNetwork(port.isPresent());
    var expected = new Expected(0, output, port, Optional.empty(), limit, Expected.TERM);
    var guest = new Guest(tree(), program);
    try (var sandbox = Sandbox.start(Host.find(program.network()), guest, dir, log)) {
      return new Trial(sandbox, expected).run().orElse("nothing");
    }
  }

  @Test
  void whatAProgramDoesNotDoIsSaid() throws IOException {
    var late = Optional.of(Pattern.compile("la.*er"));
    var soon = Duration.ofSeconds(1);
    Optional<Integer> none = Optional.empty();
    var unused = Optional.of(1);
    assertThat(wrong("echo later", late, none, LIMIT)).isEqualTo("nothing");
    assertThat(wrong("echo sooner", late, none, LIMIT))
        .isEqualTo("nothing that the program wrote is as 'la.*er'");
    assertThat(wrong("exit 3", late, none, LIMIT))
        .isEqualTo("the program ended with exit code 3 and not 0");
    assertThat(wrong("sleep 60", late, none, soon))
        .isEqualTo(
            "the program did not end within 1 s; is it a server? then write its <port>, or allow more <timeout>");
    assertThat(wrong("sleep 60", late, unused, soon)).isEqualTo("port 1 was not opened");
    assertThat(wrong("exit 4", late, unused, LIMIT))
        .isEqualTo("port 1 was not opened; the program ended with exit code 4");
  }

  @Test
  void aFileSystemWithoutTimesOfAccessIsSaid() throws IOException {
    Tool.require("strace");
    var folder = Files.createDirectory(dir.resolve("noatime"));
    Tool.named("mount").run("-t", "tmpfs", "-o", "noatime", "tmpfs", folder.toString());
    try {
      var guest = new Guest(tree(), Trees.shell(33, "cat a"));
      try (var sandbox = Sandbox.recorded(host(new Unshare()), guest, folder, log)) {
        assertThat(sandbox.await(LIMIT)).contains(0);
        assertThat(texts(sandbox.trace())).contains("/work/a").doesNotContain("/work/unused");
      }
      assertThat(log.lines()).anyMatch(line -> line.contains("(noatime): only strace records"));
      var blind = host(new Unshare()).withoutStrace();
      assertThatThrownBy(() -> Sandbox.recorded(blind, guest, folder, log))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("nothing can be recorded")
          .hasMessageContaining("noatime");
      try (var left = Files.list(folder)) {
        assertThat(left).isEmpty();
      }
    } finally {
      Tool.named("umount").run(folder.toString());
    }
  }

  @Test
  void largeFilesOfTheDiskShareTheirBlocksWhereTheFileSystemCan() throws IOException {
    Tool.require("mkfs.xfs");
    Tool.require("filefrag");
    var folder = Files.createDirectory(dir.resolve("xfs"));
    try (var disk = new RandomAccessFile(dir.resolve("disk").toFile(), "rw")) {
      disk.setLength(320 << 20);
    }
    Tool.named("mkfs.xfs").run("-q", "-m", "reflink=1", dir.resolve("disk").toString());
    var mounted =
        Tool.named("mount").ran("-o", "loop", dir.resolve("disk").toString(), folder.toString());
    if (mounted.exitCode() != 0) {
      Tool.missing("what it takes to mount XFS: " + mounted.err());
    }
    try {
      var large = Files.write(folder.resolve("large"), new byte[5 << 20]);
      var tree = Trees.busybox("sh").onDisk("/large", large).onDisk("/again", large).tree();
      var guest = new Guest(tree, Trees.shell(0, "echo x >>/large"));
      try (var sandbox = Sandbox.start(host(new Unshare()), guest, folder, log)) {
        assertThat(sandbox.await(LIMIT)).as(sandbox.output()).contains(0);
        assertThat(large).as("the original stays").hasSize(5 << 20);
        Tool.named("sync").run();
        var extents = Tool.named("filefrag").with("-v");
        assertThat(extents.run(unpacked(folder, "large"))).contains("shared");
        assertThat(extents.run(unpacked(folder, "again"))).contains("shared");
      }
    } finally {
      Tool.named("umount").run(folder.toString());
    }
  }

  private static String unpacked(Path folder, String name) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(".sandbox-"))
          .map(file -> file.resolve("root").resolve(name).toString())
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void anImageThatHasAFileWhereItsTmpIsKeepsIt() throws IOException {
    var tree = Trees.busybox("sh", "cat").file("/tmp/mine", "here\n").tree();
    var program = Trees.shell(0, "cat /tmp/mine");
    try (var sandbox = Sandbox.start(host(new Unshare()), new Guest(tree, program), dir, log)) {
      assertThat(sandbox.await(LIMIT)).contains(0);
      assertThat(sandbox.output()).isEqualTo("here\n");
    }
  }

  @Test
  void whatAKilledRunLeftTheNextOneRemoves() throws Exception {
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    var left = Files.createDirectories(dir.resolve(".sandbox-" + gone.pid() + "-x/root/a"));
    run(new Unshare(), Trees.shell(0, "echo"));

    assertThat(left.getParent().getParent()).doesNotExist();
  }
}
