package io.github.whittle.build;

import io.github.whittle.report.ByteCount;
import io.github.whittle.sandbox.Expected;
import io.github.whittle.sandbox.Sandbox;
import io.github.whittle.sandbox.Trial;
import io.github.whittle.trace.Trace;
import io.github.whittle.trace.TraceFile;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.SortedSet;

/** An image that runs and is watched, until it is stopped or closed. */
public final class Started implements Closeable {
  private final FileTree tree;
  private final Sandbox sandbox;
  private final Expected expected;
  private final Path file;
  private final Progress progress;

  Started(FileTree tree, Sandbox sandbox, Expected expected, Path file, Progress progress) {
    this.tree = tree;
    this.sandbox = sandbox;
    this.expected = expected;
    this.file = file;
    this.progress = progress;
  }

  /** Waits for the port, if there is one; says what is wrong. */
  Optional<String> opened() throws IOException {
    return expected.port().isPresent() ? new Trial(sandbox, expected).opened() : Optional.empty();
  }

  /** Lets the program end; says what is wrong. */
  Optional<String> finished() throws IOException {
    return new Trial(sandbox, expected).run();
  }

  /** Ends the program, and writes what it touched. */
  public void stop() throws IOException {
    if (sandbox.hasEnded()) {
      progress.warn("the program had ended before it was stopped");
    }
    sandbox.stop(expected.stopSignal());
    write();
  }

  /** Adds what was touched to the file. */
  void write() throws IOException {
    var before = Files.exists(file) ? TraceFile.read(file) : Trace.empty();
    var now = sandbox.trace();
    var all = before.and(now);
    TraceFile.write(all, file);
    progress.info(
        "The program touched %s of %s"
            .formatted(ByteCount.of(size(now.paths())), ByteCount.of(tree.size())));
    progress.info(
        "Wrote %s: %s paths, %s of them new"
            .formatted(file, all.paths().size(), all.paths().size() - before.paths().size()));
  }

  /** Bytes of the files; of a file with several names once. */
  private long size(SortedSet<TreePath> paths) {
    var inodes = new HashSet<TreePath>();
    for (var path : paths) {
      inodes.add(tree.entry(path).orElse(null) instanceof Entry.HardLink l ? l.target() : path);
    }
    return inodes.stream()
        .flatMap(path -> tree.inode(path).stream())
        .mapToLong(inode -> inode instanceof Entry.RegularFile f ? f.content().size() : 0)
        .sum();
  }

  /** Ends the program, if it runs, and removes it. */
  @Override
  public void close() throws IOException {
    sandbox.close();
  }
}
