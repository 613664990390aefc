package io.github.whittle.slim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.TarReader;
import io.github.whittle.config.Slim;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.packages.DistroPackage;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.sandbox.Expected;
import io.github.whittle.sandbox.Guest;
import io.github.whittle.sandbox.Host;
import io.github.whittle.sandbox.Program;
import io.github.whittle.sandbox.RunAs;
import io.github.whittle.sandbox.Sandbox;
import io.github.whittle.sandbox.Trial;
import io.github.whittle.support.Debootstrap;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.Tool;
import io.github.whittle.support.UmociImage;
import io.github.whittle.trace.Trace;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs on a Debian: traced by their own run, slimmed, and run again. */
class SlimmedProgramsIT {
  private static final Optional<Integer> NO_PORT = Optional.empty();

  @TempDir private Path dir;
  private final RecordedProgress log = new RecordedProgress();
  private final Ledger ledger = new Ledger();

  private static FileTree debian(Path root) throws IOException {
    Tool.require("strace");
    return TarReader.read(Debootstrap.tar(root));
  }

  /** The user's own files, on a base. */
  private record Image(FileTree base, Map<TreePath, Entry> contents) {
    static Image of(FileTree base, Map<String, String> files) {
      var contents = new TreeMap<TreePath, Entry>();
      files.forEach(
          (path, text) ->
              contents.put(new TreePath(path), file(text.getBytes(StandardCharsets.UTF_8))));
      return new Image(base, contents);
    }

    FileTree whole() {
      return base.with(contents);
    }
  }

  private static Entry file(byte[] bytes) {
    return new Entry.RegularFile(Attributes.of(0755, 1), Content.of(bytes));
  }

  private static Program program(String... words) {
    return new Program(
        List.of(words),
        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
        new RunAs(0, 0),
        TreePath.ROOT,
        List.of(),
        false);
  }

  private record Done(String output, Trace trace) {}

  private Done run(FileTree tree, Program program, Optional<Integer> port) throws IOException {
    var expected =
        new Expected(
            0, Optional.<Pattern>empty(), port, port.map(p -> "/"), Duration.ofMinutes(1), "TERM");
    var host = Host.find(program.network());
    try (var sandbox = Sandbox.recorded(host, new Guest(tree, program), dir, log)) {
      assertThat(new Trial(sandbox, expected).run()).as(sandbox.output()).isEmpty();
      return new Done(sandbox.output(), sandbox.trace());
    }
  }

  private FileTree slimmed(Image image, Program program, Trace trace) throws IOException {
    return slimmed(image, program, trace, Slim.Mode.TRACED);
  }

  private FileTree slimmed(Image image, Program program, Trace trace, Slim.Mode mode)
      throws IOException {
    var contents = new TreeMap<TreePath, String>();
    image.contents().keySet().forEach(path -> contents.put(path, "files"));
    var whole = image.whole();
    var subject =
        new Subject(
            Platform.parse(UmociImage.platform()),
            whole,
            contents,
            Map.of(),
            program.environment(),
            Set.of(),
            PackageDatabase.read(whole));
    var config =
        ImageConfig.scratch(subject.platform(), Instant.EPOCH).withEntrypoint(program.words());
    return new Slimming(settings(mode), trace.paths(), ledger).slim(subject, config).tree();
  }

  private static Slim settings(Slim.Mode mode) {
    return new Slim(
        mode, List.of(), List.of(), List.of(), List.of(), Optional.empty(), false, false);
  }

  /** Slims by a run, and runs what is left. */
  private FileTree slimmed(Image image, Program program, Optional<Integer> port)
      throws IOException {
    var first = run(image.whole(), program, port);
    var small = slimmed(image, program, first.trace());
    assertThat(run(small, program, port).output()).isEqualTo(first.output());
    return small;
  }

  /** What of the base is left, in bytes, is at most so many percent. */
  private static void assertSmaller(FileTree small, FileTree base, int percent) {
    assertThat(small.size()).isLessThan(base.size() * percent / 100);
  }

  @Test
  void bashFindAndRmCleanLogs() throws IOException {
    var script =
        """
        #!/bin/bash
        echo "Cleaning logs"
        find /var/log -type f -name '*.log' -exec rm {} \\;
        find /var/log -type f -name '*.log'
        """;
    var base = debian(Debootstrap.root());

    var small = slimmed(Image.of(base, Map.of("/script", script)), program("/script"), NO_PORT);

    assertThat(log.lines()).contains("Cleaning logs");
    assertThat(base.size()).isGreaterThan(150_000_000);
    assertThat(small.size()).isLessThan(6_400_000);
    assertThat(ledger.decisions())
        .anyMatch(d -> d.path().equals("/usr/bin/perl") && d.action() == Decision.Action.REMOVED);
    assertThat(PackageDatabase.read(small).packages())
        .extracting(DistroPackage::name)
        .contains("bash", "findutils", "coreutils", "libc6")
        .doesNotContain("perl-base", "apt", "dpkg");
  }

  @Test
  void pythonWithItsNativeModules() throws IOException {
    var script =
        """
        #!/usr/bin/python3
        import json, sqlite3, ssl
        db = sqlite3.connect(":memory:")
        db.execute("create table t (a int)")
        db.execute("insert into t values (7)")
        context = ssl.create_default_context()
        print(json.dumps({"rows": db.execute("select a from t").fetchall(), "tls": ssl.HAS_TLSv1_3}))
        """;
    var base = debian(Debootstrap.withPrograms());

    var small = slimmed(Image.of(base, Map.of("/script", script)), program("/script"), NO_PORT);

    assertThat(log.lines()).contains("{\"rows\": [[7]], \"tls\": true}");
    assertSmaller(small, base, 15);
  }

  @Test
  void nginxWithItsWorkersAndItsUser() throws IOException {
    int port = freePort();
    var site =
        """
        user www-data; worker_processes 2; daemon off; error_log stderr; pid /run/nginx.pid;
        events {}
        http { access_log /var/log/nginx/access.log;
          server { listen 127.0.0.1:%d; root /srv; location / { index index.html; } } }
        """
            .formatted(port);
    var base = debian(Debootstrap.withPrograms());
    var image =
        Image.of(base, Map.of("/etc/nginx/nginx.conf", site, "/srv/index.html", "<p>hello</p>"));

    var small = slimmed(image, program("nginx").withNetwork(true), Optional.of(port));

    assertThat(small.entry(new TreePath("/srv/index.html"))).isPresent();
    assertSmaller(small, base, 15);
  }

  @Test
  void aJavaRuntimeOpensLateWhatNoTraceNames() throws Exception {
    var runtime = dir.resolve("java");
    ToolProvider.findFirst("jlink")
        .orElseThrow()
        .run(System.out, System.err, "--add-modules", "java.base", "--output", runtime.toString());
    var java = entries(runtime, "/opt/java");
    var base = debian(Debootstrap.root());
    var source =
        """
        public class App {
          public static void main(String[] args) throws Exception {
            System.out.println("started");
            if (args.length > 0) {
              try (var zip = new java.util.zip.ZipInputStream(new java.io.FileInputStream("/etc/passwd"))) {
                System.out.println(java.time.ZoneId.of("Europe/Berlin") + " " + zip.getNextEntry());
              }
              System.out.println(java.util.Currency.getInstance("EUR").getDisplayName());
              System.out.println(java.security.MessageDigest.getInstance("SHA-512").getProvider());
            }
          }
        }
        """;
    var image = Image.of(base.with(java), Map.of("/App.java", source));
    image.contents().put(new TreePath("/App.class"), file(compiled(source)));
    var once = run(image.whole(), program("/opt/java/bin/java", "-cp", "/", "App"), NO_PORT);

    var small = slimmed(image, program("/opt/java/bin/java", "App"), once.trace());

    var all = run(small, program("/opt/java/bin/java", "-cp", "/", "App", "all"), NO_PORT);
    assertThat(all.output()).contains("started", "Europe/Berlin null", "Euro", "SUN version");
    assertSmaller(small.without(Set.of(new TreePath("/opt/java"))), base, 15);
  }

  /** Of a base: whether name services, locale data, character sets and the time zone are left. */
  private List<Boolean> openedByName(FileTree base, String program) throws IOException {
    var image = new Image(base, new TreeMap<>());
    var left =
        slimmed(image, program(program), Trace.empty(), Slim.Mode.REACHABLE).entries().keySet();
    return List.of(
            "/libnss_files.so.2", "/C.utf8/LC_CTYPE", "/gconv/UTF-16.so", "/zoneinfo/Etc/UTC")
        .stream()
        .map(end -> left.stream().anyMatch(path -> path.value().endsWith(end)))
        .toList();
  }

  @Test
  void whatGlibcOpensByNameStaysWhereAProgramAsksForIt() throws IOException {
    var base = debian(Debootstrap.root());

    assertThat(openedByName(base, "/usr/bin/bash")).containsExactly(true, true, true, true);
    assertThat(openedByName(base, "/usr/bin/dash")).containsExactly(true, false, false, false);
    assertThat(openedByName(base, "/usr/bin/sleep")).containsExactly(false, true, false, false);
  }

  @Test
  void busyboxByItsLinks() throws IOException {
    var busybox = Path.of(Tool.require("busybox").path());
    var base = debian(Debootstrap.root());
    var image = Image.of(base, Map.of("/script", "#!/opt/sh\n/opt/echo hello\n"));
    image.contents().put(new TreePath("/opt/busybox"), file(Files.readAllBytes(busybox)));
    for (var name : List.of("sh", "echo")) {
      image
          .contents()
          .put(new TreePath("/opt/" + name), new Entry.Symlink(Attributes.of(0777, 1), "busybox"));
    }

    var small = slimmed(image, program("/script"), NO_PORT);

    assertThat(log.lines()).contains("hello");
    assertThat(small.entry(new TreePath("/usr/bin/bash"))).isEmpty();
    assertSmaller(small, base, 2);
  }

  @Test
  void aStaticProgramFromScratchHasNothingToLose() throws IOException {
    var busybox = Path.of(Tool.require("busybox").path());
    var image = new Image(FileTree.empty(), new TreeMap<>());
    image.contents().put(new TreePath("/echo"), file(Files.readAllBytes(busybox)));

    assertThat(slimmed(image, program("/echo", "hello"), NO_PORT)).isEqualTo(image.whole());
  }

  private static byte[] compiled(String source) throws IOException {
    var folder = Files.createTempDirectory("whittle-it");
    var file = Files.writeString(folder.resolve("App.java"), source);
    ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, file.toString());
    return Files.readAllBytes(folder.resolve("App.class"));
  }

  private static Map<TreePath, Entry> entries(Path folder, String target) throws IOException {
    var entries = new TreeMap<TreePath, Entry>();
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var path = new TreePath(target).resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          entries.put(path, new Entry.Directory(Attributes.of(0755, 1)));
        } else {
          int mode = Files.isExecutable(file) ? 0755 : 0644;
          entries.put(path, new Entry.RegularFile(Attributes.of(mode, 1), Content.of(file)));
        }
      }
    }
    return entries;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
