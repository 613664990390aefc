package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.TarReader;
import io.github.whittle.support.Debootstrap;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.Tool;
import io.github.whittle.trace.Trace;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs of a Debian, traced: of the image only what the trace names and its links are left, and
 * they do the same again.
 */
final class RealProgramsIT {
  private static final TreePath SCRIPT = new TreePath("/script");

  @TempDir private Path dir;
  private final RecordedProgress log = new RecordedProgress();

  private static FileTree debian(Path root, Map<String, String> files) throws IOException {
    Tool.require("strace");
    var tree = TarReader.read(Debootstrap.tar(root));
    var added = new TreeMap<TreePath, Entry>();
    files.forEach(
        (path, text) ->
            added.put(
                new TreePath(path),
                new Entry.RegularFile(
                    Attributes.of(0755, 1), Content.of(text.getBytes(StandardCharsets.UTF_8)))));
    return tree.with(added);
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

  /**
   * Nothing but what the trace names, links (the kernel follows those to an interpreter unseen),
   * and the folders above.
   */
  private static FileTree only(FileTree tree, Trace trace) {
    var kept = new HashSet<TreePath>(trace.paths());
    tree.entries()
        .forEach(
            (path, entry) -> {
              if (entry instanceof Entry.Symlink) {
                kept.add(path);
                kept.addAll(path.parents());
              }
            });
    trace.paths().forEach(path -> kept.addAll(path.parents()));
    kept.add(TreePath.ROOT);
    var gone = new HashSet<>(tree.entries().keySet());
    gone.removeAll(kept);
    // A folder that is not named has nothing below it that is.
    return tree.without(gone);
  }

  private FileTree smaller(FileTree tree, Program program, Optional<Integer> port)
      throws IOException {
    var whole = run(tree, program, port);
    var small = only(tree, whole.trace());
    assertThat(run(small, program, port).output()).isEqualTo(whole.output());
    return small;
  }

  @Test
  void bashFindAndRmCleanLogsWithTheFewFilesThatTheyTouch() throws IOException {
    var script =
        """
        #!/bin/bash
        echo "Cleaning logs"
        find /var/log -type f -name '*.log' -exec rm {} \\;
        find /var/log -type f -name '*.log'
        """;
    var tree = debian(Debootstrap.root(), Map.of("/script", script));

    var small = smaller(tree, program("/script"), Optional.empty());

    assertThat(log.lines()).contains("Cleaning logs");
    assertThat(tree.size()).isGreaterThan(150_000_000);
    assertThat(small.size()).isLessThan(6_400_000);
    assertThat(small.entry(SCRIPT)).isPresent();
    assertThat(small.entry(new TreePath("/usr/bin/perl"))).isEmpty();
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
    var tree = debian(Debootstrap.withPrograms(), Map.of("/script", script));

    var small = smaller(tree, program("/script"), Optional.empty());

    assertThat(log.lines()).contains("{\"rows\": [[7]], \"tls\": true}");
    assertThat(small.size()).isLessThan(tree.size() * 15 / 100);
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
    var tree =
        debian(
            Debootstrap.withPrograms(),
            Map.of("/etc/nginx/nginx.conf", site, "/srv/index.html", "<p>hello</p>"));
    var nginx = program("nginx").withNetwork(true);

    var small = smaller(tree, nginx, Optional.of(port));

    assertThat(small.entry(new TreePath("/srv/index.html"))).isPresent();
    assertThat(small.size()).isLessThan(tree.size() * 15 / 100);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
