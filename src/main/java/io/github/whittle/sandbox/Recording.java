package io.github.whittle.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.whittle.archive.TarText;
import io.github.whittle.trace.StraceLog;
import io.github.whittle.trace.Trace;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The recorders of a run; each is blind on one side.
 *
 * @param accessTimes whether times of access tell anything
 */
record Recording(boolean accessTimes, Recorder recorder) {
  static Recording none() {
    return new Recording(false, Recorder.none());
  }

  /** All that work here; says what they cannot see. */
  static Recording of(Host host, BoxFolder folder, Progress progress) throws IOException {
    boolean accessTimes = folder.tellsAccess();
    if (!accessTimes && host.strace().isEmpty()) {
      throw new InvalidInputException(
          "nothing can be recorded: '%s' lies on a file system without times of access (noatime), and strace cannot be used; install strace, or name another <outputDirectory>"
              .formatted(folder.root()));
    }
    if (!accessTimes) {
      progress.warn(
          "'%s' lies on a file system without times of access (noatime): only strace records, which does not see what the kernel opens itself, as a program's interpreter"
              .formatted(folder.root()));
    }
    if (host.strace().isEmpty()) {
      progress.warn(
          "strace is not there or may not watch: what is only looked at, and not read, is not recorded; install strace for a better trace");
    }
    return new Recording(
        accessTimes,
        host.strace().map(s -> Recorder.strace(s, folder.calls())).orElse(Recorder.none()));
  }

  Trace trace(Guest guest, Host host, BoxFolder folder) throws IOException {
    var calls = calls(guest, host, folder);
    var paths = Touched.of(calls.paths(), guest.tree());
    if (accessTimes) {
      paths.addAll(AccessTimes.read(guest.tree(), folder.root(), host.identity()));
    }
    paths.remove(TreePath.ROOT);
    return new Trace(paths, missing(calls.missing(), guest.tree()));
  }

  private Trace calls(Guest guest, Host host, BoxFolder folder) throws IOException {
    if (!recorder.isThere() || !Files.exists(folder.calls())) {
      return Trace.empty();
    }
    var program = guest.program();
    var log =
        new StraceLog(
            program.folder().value(),
            folder.root().toString(),
            host.way().launchers(program, host.identity()));
    // Line by line: that of a large program has gigabytes.
    try (var lines = Files.lines(folder.calls(), ISO_8859_1)) {
      lines.map(line -> TarText.decode(line.getBytes(ISO_8859_1))).forEach(log::line);
    }
    return log.trace();
  }

  /** By the paths that the image would have them at. */
  private static SortedSet<TreePath> missing(SortedSet<TreePath> names, FileTree tree) {
    var missing = new TreeSet<TreePath>();
    for (var name : names) {
      try {
        missing.add(tree.resolve(name, true));
      } catch (InvalidInputException e) {
        missing.add(name);
      }
    }
    missing.removeIf(path -> tree.entry(path).isPresent());
    return missing;
  }
}
