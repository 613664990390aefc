package io.github.whittle.trace;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The kinds of text that are read as a trace. */
enum TraceKind {
  STRACE {
    @Override
    boolean knows(String line) {
      return StraceLine.isCall(line);
    }

    @Override
    Trace read(List<String> lines, String file) {
      var log = new StraceLog();
      lines.forEach(log::line);
      return log.trace();
    }
  },
  CLASS_LOAD {
    @Override
    boolean knows(String line) {
      return ClassLoadLog.knows(line);
    }

    @Override
    void readLine(String line, List<TreePath> paths, List<TreePath> missing) {
      ClassLoadLog.path(line).ifPresent(paths::add);
    }
  },
  INOTIFY {
    @Override
    boolean knows(String line) {
      return InotifyLog.knows(line);
    }

    @Override
    void readLine(String line, List<TreePath> paths, List<TreePath> missing) {
      InotifyLog.path(line).ifPresent(paths::add);
    }
  },
  PLAIN {
    @Override
    boolean knows(String line) {
      return true;
    }

    @Override
    void readLine(String line, List<TreePath> paths, List<TreePath> missing) {
      TraceFile.readLine(line, paths, missing);
    }
  };

  /** Whether a line could be of this kind. */
  abstract boolean knows(String line);

  void readLine(String line, List<TreePath> paths, List<TreePath> missing) {
    throw new UnsupportedOperationException(this + " has lines that depend on each other");
  }

  /**
   * @param file for errors
   */
  Trace read(List<String> lines, String file) {
    var paths = new ArrayList<TreePath>();
    var missing = new ArrayList<TreePath>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        readLine(lines.get(i), paths, missing);
      } catch (InvalidInputException e) {
        throw new InvalidInputException("%s:%s: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    return new Trace(new TreeSet<>(paths), new TreeSet<>(missing));
  }

  /** Told by the first line that says anything. */
  static TraceKind of(List<String> lines) {
    for (var line : lines) {
      boolean says = !line.isBlank() && !line.startsWith("#");
      for (var kind : says ? List.of(values()) : List.<TraceKind>of()) {
        if (kind != PLAIN && kind.knows(line)) {
          return kind;
        }
      }
      if (says && (line.startsWith("/") || line.startsWith("./"))) {
        return PLAIN;
      }
    }
    return PLAIN;
  }
}
