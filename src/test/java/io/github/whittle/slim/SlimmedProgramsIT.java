package io.github.whittle.slim;

import static io.github.whittle.slim.SlimScene.NO_PORT;
import static io.github.whittle.slim.SlimScene.entries;
import static io.github.whittle.slim.SlimScene.file;
import static io.github.whittle.slim.SlimScene.program;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.TarReader;
import io.github.whittle.ledger.Decision;
import io.github.whittle.packages.DistroPackage;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.slim.SlimScene.Image;
import io.github.whittle.support.Debootstrap;
import io.github.whittle.support.Tool;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs on a Debian: traced by their own run, slimmed, and run again. */
class SlimmedProgramsIT {
  @TempDir private Path dir;
  private SlimScene scene;

  @BeforeEach
  void makeAScene() {
    scene = new SlimScene(dir);
  }

  private static FileTree debian(Path root) throws IOException {
    Tool.require("strace");
    return TarReader.read(Debootstrap.tar(root));
  }

  /** What of the base is left, in bytes, is at most so many percent. */
  private static void assertSmaller(FileTree small, FileTree base, int percent) {
    assertThat(small.size()).isLessThan(base.size() * percent / 100);
  }

  /** Also what is only reachable is enough, and less than half of the base. */
  private void assertRunsWithoutATrace(Image image) throws IOException {
    var small = scene.reachable(image, program("/script"));
    assertSmaller(small, image.base(), 50);
    assertThat(scene.run(small, program("/script"), NO_PORT).output())
        .isEqualTo(scene.run(image.whole(), program("/script"), NO_PORT).output());
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
    var image = Image.of(base, Map.of("/script", script));

    var small = scene.slimmed(image, program("/script"), NO_PORT);

    assertThat(scene.log()).contains("Cleaning logs");
    assertRunsWithoutATrace(image);
    assertThat(base.size()).isGreaterThan(150_000_000);
    assertThat(small.size()).isLessThan(6_400_000);
    assertThat(scene.ledger().decisions())
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
    var image = Image.of(base, Map.of("/script", script));

    var small = scene.slimmed(image, program("/script"), NO_PORT);

    assertRunsWithoutATrace(image);
    assertSmaller(scene.slimmedWithoutStrace(image, program("/script")), base, 15);
    assertThat(scene.log()).contains("{\"rows\": [[7]], \"tls\": true}");
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

    var small = scene.slimmed(image, program("nginx").withNetwork(true), Optional.of(port));

    assertThat(small.entry(new TreePath("/srv/index.html"))).isPresent();
    assertSmaller(small, base, 15);
  }

  private static final String APP =
      """
      import java.nio.charset.Charset;
      import java.security.KeyStore;
      import javax.net.ssl.*;

      public class App {
        public static void main(String[] args) throws Exception {
          System.out.println("started");
          if (args.length == 0) {
            return;
          }
          try (var zip = new java.util.zip.ZipInputStream(new java.io.FileInputStream("/etc/passwd"))) {
            System.out.println(java.time.ZoneId.of("Europe/Berlin") + " " + zip.getNextEntry());
          }
          System.out.println(java.util.Currency.getInstance("EUR").getDisplayName());
          System.out.println(java.security.MessageDigest.getInstance("SHA-512").getProvider());
          System.out.println(new String("\\u4e2d".getBytes("Big5"), "Big5").equals("\\u4e2d"));
          new java.net.ServerSocket(0).close();
          var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
          trust.init((KeyStore) null);
          var authorities = ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers();
          System.out.println("many authorities: " + (authorities.length > 50));
        }
      }
      """;

  private static Image application(FileTree base, Map<TreePath, Entry> more) throws IOException {
    var image = new Image(base, new TreeMap<>(more));
    image.contents().put(new TreePath("/App.class"), file(compiled(APP)));
    return image;
  }

  /** Also what it opens late, which no trace names, and where there is no trace at all. */
  @Test
  void aJavaRuntimeStaysWhole() throws IOException {
    var image = application(debian(Debootstrap.withJava()), Map.of());
    var started = program("java", "-cp", "/", "App");

    var traced = scene.slimmed(image, started, NO_PORT);

    assertThat(traced.entries().keySet())
        .extracting(TreePath::name)
        .contains("libfontmanager.so", "libfreetype.so.6")
        .doesNotContain("ct.sym", "classes_nocoops.jsa");
    assertSmaller(traced, image.base(), 45);
    for (var small : List.of(traced, scene.reachable(image, started))) {
      assertThat(scene.run(small, program("java", "-cp", "/", "App", "all"), NO_PORT).output())
          .isEqualTo(
              """
              started
              Europe/Berlin null
              Euro
              SUN version 17
              true
              many authorities: true
              """);
    }
  }

  /** Against the runtime of the base, which nothing needs any more. */
  @Test
  void aRuntimeLinkedForTheProgramIsMuchSmaller() throws IOException {
    var runtime = dir.resolve("java");
    var words = new String[] {"--add-modules", "java.base", "--output", runtime.toString()};
    ToolProvider.findFirst("jlink").orElseThrow().run(System.out, System.err, words);
    var base = debian(Debootstrap.withJava());
    var image = application(base, entries(runtime, "/opt/java"));

    var java =
        program("java", "-cp", "/", "App")
            .withEnvironment(Map.of("PATH", "/opt/java/bin:/usr/bin"));

    var small = scene.slimmed(image, java, NO_PORT);

    assertThat(scene.log()).contains("started");
    assertSmaller(small, base, 15);
  }

  /** Of a base: whether name services, locale data, character sets and the time zone are left. */
  private List<Boolean> openedByName(FileTree base, String program) throws IOException {
    var image = new Image(base, new TreeMap<>());
    var left = scene.reachable(image, program(program)).entries().keySet();
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

    var small = scene.slimmed(image, program("/script"), NO_PORT);

    assertThat(scene.log()).contains("hello");
    assertThat(small.entry(new TreePath("/usr/bin/bash"))).isEmpty();
    assertSmaller(small, base, 2);
  }

  @Test
  void aStaticGoProgramFromScratchHasNothingToLose() throws IOException {
    var gosu = Path.of(Tool.require("gosu").path());
    var image = new Image(FileTree.empty(), new TreeMap<>());
    image.contents().put(new TreePath("/gosu"), file(Files.readAllBytes(gosu)));

    assertThat(scene.slimmed(image, program("/gosu", "--version"), NO_PORT))
        .isEqualTo(image.whole());
    assertThat(scene.log()).anyMatch(line -> line.contains("(go1."));
  }

  private static byte[] compiled(String source) throws IOException {
    var folder = Files.createTempDirectory("whittle-it");
    var file = Files.writeString(folder.resolve("App.java"), source);
    var javac = ToolProvider.findFirst("javac").orElseThrow();
    javac.run(System.out, System.err, "--release", "17", file.toString());
    return Files.readAllBytes(folder.resolve("App.class"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
