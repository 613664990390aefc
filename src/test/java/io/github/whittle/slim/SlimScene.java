package io.github.whittle.slim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Slim;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.image.Platform;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.sandbox.Expected;
import io.github.whittle.sandbox.Guest;
import io.github.whittle.sandbox.Host;
import io.github.whittle.sandbox.Hosts;
import io.github.whittle.sandbox.Program;
import io.github.whittle.sandbox.RunAs;
import io.github.whittle.sandbox.Sandbox;
import io.github.whittle.sandbox.Trial;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.UmociImage;
import io.github.whittle.trace.Trace;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
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

/** Runs real images and slims them. */
final class SlimScene {
  static final Optional<Integer> NO_PORT = Optional.empty();

  private final Path dir;
  private final RecordedProgress log = new RecordedProgress();
  private final Ledger ledger = new Ledger();

  /**
   * @param dir where images are unpacked
   */
  SlimScene(Path dir) {
    this.dir = dir;
  }

  /** What the programs wrote, and warnings. */
  List<String> log() {
    return log.lines();
  }

  Ledger ledger() {
    return ledger;
  }

  /** The user's own files, on a base. */
  record Image(FileTree base, Map<TreePath, Entry> contents) {
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

  static Entry file(byte[] bytes) {
    return new Entry.RegularFile(Attributes.of(0755, 1), Content.of(bytes));
  }

  /** What a folder of this machine has, as files of an image. */
  static Map<TreePath, Entry> entries(Path folder, String target) throws IOException {
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

  static Program program(String... words) {
    return new Program(
        List.of(words),
        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
        new RunAs(0, 0),
        TreePath.ROOT,
        List.of(),
        false);
  }

  /** What a run wrote and touched. */
  record Done(String output, Trace trace) {}

  Done run(FileTree tree, Program program, Optional<Integer> port) throws IOException {
    return run(Host.find(program.network()), tree, program, port);
  }

  private Done run(Host host, FileTree tree, Program program, Optional<Integer> port)
      throws IOException {
    var expected =
        new Expected(0, Optional.empty(), port, port.map(p -> "/"), Duration.ofMinutes(1), "TERM");
    try (var sandbox = Sandbox.recorded(host, new Guest(tree, program), dir, log)) {
      assertThat(new Trial(sandbox, expected).run()).as(sandbox.output()).isEmpty();
      return new Done(sandbox.output(), sandbox.trace());
    }
  }

  FileTree slimmed(Image image, Program program, Trace trace) throws IOException {
    return slimmed(image, program, trace, Slim.Mode.TRACED);
  }

  FileTree reachable(Image image, Program program) throws IOException {
    return slimmed(image, program, Trace.empty(), Slim.Mode.REACHABLE);
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
            PackageDatabase.read(whole),
            FileTree.empty());
    var config =
        ImageConfig.scratch(subject.platform(), Instant.EPOCH).withEntrypoint(program.words());
    return new Slimming(settings(mode), trace.paths(), ledger).slim(subject, config).tree();
  }

  private static Slim settings(Slim.Mode mode) {
    return new Slim(
        mode, List.of(), List.of(), List.of(), List.of(), Optional.empty(), false, false);
  }

  /** Slims by a run, and runs what is left: the same comes out. */
  FileTree slimmed(Image image, Program program, Optional<Integer> port) throws IOException {
    return slimmed(Host.find(program.network()), image, program, port);
  }

  /** The same by times of access alone. */
  FileTree slimmedWithoutStrace(Image image, Program program) throws IOException {
    return slimmed(Hosts.withoutStrace(program.network()), image, program, NO_PORT);
  }

  private FileTree slimmed(Host host, Image image, Program program, Optional<Integer> port)
      throws IOException {
    var first = run(host, image.whole(), program, port);
    var small = slimmed(image, program, first.trace());
    assertThat(run(small, program, port).output()).isEqualTo(first.output());
    return small;
  }
}
