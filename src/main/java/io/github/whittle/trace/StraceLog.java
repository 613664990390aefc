package io.github.whittle.trace;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the output of {@code strace -f}, best with {@code -y -e trace=%file,%process,fchdir}: the
 * calls of all processes, with names resolved against the folder or descriptor that they are
 * relative to.
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/strace.1.html">strace(1)</a>
 */
public final class StraceLog {
  private static final Set<String> FORKS = Set.of("clone", "clone3", "fork", "vfork");

  /** Calls whose second name is a path too. */
  private static final Set<String> TWO_NAMES = Set.of("rename", "link");

  /** Of these a name is of no file, or of none that was there. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "symlink",
          "symlinkat",
          "mount",
          "umount2",
          "pivot_root",
          "mknod",
          "mknodat",
          "memfd_create",
          "sethostname",
          "setdomainname",
          "add_key",
          "request_key");

  private final Map<String, StraceProcess> processes = new HashMap<>();
  private final Map<String, String> unfinished = new HashMap<>();
  private final ArrayDeque<StraceProcess> forkers = new ArrayDeque<>();
  private final Set<String> paths = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final String folder;
  private final String root;
  private final int launchers;

  /** Of a program that began in {@code /}. */
  public StraceLog() {
    this("/", "", 0);
  }

  /**
   * @param folder where the program began
   * @param root what stands before paths of the image, as strace sees them; mostly nothing
   * @param launchers how many programs come before the one that counts: what they touch does not
   */
  public StraceLog(String folder, String root, int launchers) {
    this.folder = folder;
    this.root = root;
    this.launchers = launchers;
  }

  /** Reads the next line; what is no call tells nothing. */
  public void line(String line) {
    var start = StraceLine.unfinished(line);
    if (start.isPresent()) {
      var process = start.get().get(0);
      unfinished.put(process, start.get().get(1));
      StraceLine.parse(start.get().get(1)).filter(StraceLog::isFork).ifPresent(this::forking);
      return;
    }
    var end = StraceLine.resumed(line);
    if (end.isPresent()) {
      var whole = unfinished.getOrDefault(end.get().get(0), "") + end.get().get(1);
      StraceLine.parse(whole).ifPresent(this::call);
    } else {
      var whole = StraceLine.parse(line);
      whole.filter(StraceLog::isFork).ifPresent(this::forking);
      whole.ifPresent(this::call);
    }
  }

  private static boolean isFork(StraceLine line) {
    return FORKS.contains(line.call());
  }

  private void forking(StraceLine line) {
    forkers.add(process(line.process()));
  }

  /** Known, or new: then a child of who forked last, since what fork gave may be of a namespace. */
  private StraceProcess process(String number) {
    return processes.computeIfAbsent(
        number,
        n -> {
          var parent = forkers.pollLast();
          return parent == null ? StraceProcess.in(folder) : parent.child();
        });
  }

  private void call(StraceLine line) {
    var process = process(line.process());
    if (isFork(line)) {
      forked(line, process);
    } else if (line.call().startsWith("execve")) {
      executed(line, process);
    } else if (launchers == 0 || process.programs() > launchers) {
      names(line, process).forEach(path -> note(line, path));
      follow(line, process);
    }
  }

  private void forked(StraceLine line, StraceProcess process) {
    var child = line.result().replaceFirst("\\D.*", "");
    if (!child.isEmpty()) {
      processes.putIfAbsent(child, process.child());
    }
  }

  /** The launchers' last call is the program's first. */
  private void executed(StraceLine line, StraceProcess process) {
    if (process.programs() >= launchers) {
      names(line, process).forEach(path -> note(line, path));
    }
    if (!line.failed()) {
      process.becameProgram();
    }
  }

  /** Every path that the call names. */
  private static List<String> names(StraceLine line, StraceProcess process) {
    var paths = new ArrayList<String>();
    if (NO_NAMES.contains(line.call())) {
      return paths;
    }
    int plain = TWO_NAMES.contains(line.call()) ? 2 : 1;
    for (int i = 0; i < line.arguments().size(); i++) {
      var name = StraceText.quoted(line.arguments().get(i));
      if (name.isPresent() && i < plain) {
        paths.add(process.path(name.get()));
      } else if (name.isPresent() && takesFolders(line.call())) {
        process.path(line.arguments().get(i - 1), name.get()).ifPresent(paths::add);
      }
    }
    StraceText.handlePath(line.result()).ifPresent(paths::add);
    return paths;
  }

  private static boolean takesFolders(String call) {
    return call.matches(".*at(2|64)?") || call.equals("statx");
  }

  private void note(StraceLine line, String path) {
    var all = line.failedWith("ENOENT") || line.failedWith("ENOTDIR") ? missing : paths;
    all.add(path.startsWith(root + "/") ? path.substring(root.length()) : path);
  }

  /** Remembers where the process is now, and what it has open. */
  private static void follow(StraceLine line, StraceProcess process) {
    if (line.failed() || line.arguments().isEmpty()) {
      return;
    }
    var first = line.arguments().get(0);
    switch (line.call()) {
      case "chdir" -> StraceText.quoted(first).map(process::path).ifPresent(process::moveTo);
      case "fchdir" -> process.base(first).ifPresent(process::moveTo);
      case "open", "openat", "openat2", "creat" -> {
        var names = names(line, process);
        if (!names.isEmpty()) {
          process.opened(StraceText.handle(line.result()).orElse(""), names.get(names.size() - 1));
        }
      }
      default -> {}
    }
  }

  /** What was touched so far. */
  public Trace trace() {
    return new Trace(parsed(paths), parsed(missing));
  }

  private static TreeSet<TreePath> parsed(Set<String> texts) {
    var parsed = new TreeSet<TreePath>();
    texts.forEach(text -> parse(text).ifPresent(parsed::add));
    return parsed;
  }

  /** Without {@code .} and {@code ..}; empty for what no file system could hold. */
  private static Optional<TreePath> parse(String text) {
    var names = new ArrayList<String>();
    for (var name : text.split("/")) {
      if (name.equals("..") && !names.isEmpty()) {
        names.remove(names.size() - 1);
      } else if (!name.equals("..")) {
        names.add(name);
      }
    }
    try {
      return Optional.of(TreePath.parse(String.join("/", names)));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}
