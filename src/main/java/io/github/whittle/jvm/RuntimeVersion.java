package io.github.whittle.jvm;

import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which Java a runtime in an image is. */
final class RuntimeVersion {
  private static final Pattern FEATURE = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d{1,4})\\b");

  private RuntimeVersion() {}

  /** As its file {@code release} says; else unknown. */
  static ClassVersion at(TreePath home, FileTree image) throws IOException {
    return image.inode(home.resolve(Builder.FILE)).orElse(null) instanceof RegularFile file
        ? in(file)
        : ClassVersion.UNKNOWN;
  }

  private static ClassVersion in(RegularFile file) throws IOException {
    try (var in = file.content().open()) {
      var release = FEATURE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return release.find()
          ? new ClassVersion(Integer.parseInt(release.group(1)))
          : ClassVersion.UNKNOWN;
    }
  }
}
