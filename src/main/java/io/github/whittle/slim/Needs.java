package io.github.whittle.slim;

import io.github.whittle.config.Slim;
import io.github.whittle.elf.Requirements;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds to what stays all that it needs, until nothing is new: interpreters and libraries, and what
 * rules know of a language.
 */
final class Needs {
  private final Subject subject;
  private final KeptPaths kept;
  private final List<Rule> rules;
  private final FileTree unpacked;

  Needs(Subject subject, KeptPaths kept, Slim.Mode mode) {
    this.subject = subject;
    this.kept = kept;
    this.rules = Rule.all(mode == Slim.Mode.REACHABLE);
    this.unpacked = subject.unpacked();
  }

  void addAll() throws IOException {
    for (var fresh = fresh(); !fresh.isEmpty(); fresh = fresh()) {
      var files = files(fresh);
      var programs = new ArrayList<TreePath>();
      files.forEach(
          (path, file) -> {
            if (file.hasNeeds()) {
              programs.add(path);
            }
            programs.addAll(subject.inJar(path));
          });
      // First what a header says: a rule only guesses.
      Requirements.of(unpacked, subject.platform(), subject.environment(), programs)
          .files()
          .forEach((path, reason) -> kept.put(path, reason.toString()));
      for (var file : files.entrySet()) {
        for (var rule : rules) {
          rule.apply(file.getKey(), file.getValue(), subject, kept);
        }
      }
    }
  }

  private Map<TreePath, Loadable> files(List<TreePath> paths) throws IOException {
    var files = new TreeMap<TreePath, Loadable>();
    for (var path : paths) {
      if (subject.whole().inode(path).orElse(null) instanceof RegularFile file) {
        files.put(path, Loadable.of(path, file.content()));
      }
    }
    return files;
  }

  private List<TreePath> fresh() {
    var fresh = new ArrayList<TreePath>();
    for (Optional<TreePath> next = kept.next(); next.isPresent(); next = kept.next()) {
      fresh.add(next.get());
    }
    return fresh;
  }
}
