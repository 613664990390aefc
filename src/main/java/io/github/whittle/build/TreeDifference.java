package io.github.whittle.build;

import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** What differs first, by path, between two trees. */
record TreeDifference(FileTree one, FileTree other) {
  Optional<String> first() throws IOException {
    var paths = new TreeSet<>(one.entries().keySet());
    paths.addAll(other.entries().keySet());
    for (var path : paths) {
      var different = at(path);
      if (different.isPresent()) {
        return different.map(what -> "'%s' %s".formatted(path, what));
      }
    }
    return Optional.empty();
  }

  private Optional<String> at(TreePath path) throws IOException {
    var ours = one.entry(path);
    var theirs = other.entry(path);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return Optional.of("is only in the " + (ours.isEmpty() ? "second" : "first"));
    }
    if (ours.get() instanceof RegularFile a && theirs.get() instanceof RegularFile b) {
      return files(a, b);
    }
    return different(ours.get(), theirs.get());
  }

  private static Optional<String> files(RegularFile one, RegularFile other) throws IOException {
    var byteNumber = mismatch(one.content(), other.content());
    return byteNumber.isPresent()
        ? Optional.of(
            "differs from byte %s on (%s and %s bytes)"
                .formatted(byteNumber.getAsLong(), one.content().size(), other.content().size()))
        : different(one.attributes(), other.attributes());
  }

  private static Optional<String> different(Object one, Object other) {
    return one.equals(other) ? Optional.empty() : Optional.of("is %s and %s".formatted(one, other));
  }

  private static OptionalLong mismatch(Content one, Content other) throws IOException {
    try (var ours = new BufferedInputStream(one.open());
        var theirs = new BufferedInputStream(other.open())) {
      for (long at = 0; ; at++) {
        int a = ours.read();
        if (a != theirs.read()) {
          return OptionalLong.of(at);
        }
        if (a < 0) {
          return OptionalLong.empty();
        }
      }
    }
  }
}
