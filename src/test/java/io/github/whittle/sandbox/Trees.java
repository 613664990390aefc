package io.github.whittle.sandbox;

import io.github.whittle.support.Tool;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small images for the sandbox. */
final class Trees {
  final Map<TreePath, Entry> entries = new TreeMap<>();

  /** busybox at /bin, with a link for every word. */
  static Trees busybox(String... words) throws IOException {
    var trees = new Trees().executable("/bin/busybox", Attributes.of(0755, 5));
    for (var word : words) {
      trees.link("/bin/" + word, "busybox");
    }
    return trees;
  }

  /** busybox once more, as a file of its own. */
  Trees executable(String path, Attributes attributes) throws IOException {
    var busybox = Content.of(Path.of(Tool.require("busybox").path()));
    entries.put(new TreePath(path), new Entry.RegularFile(attributes, busybox));
    return this;
  }

  Trees file(String path, String text, Attributes attributes) {
    var content = Content.of(text.getBytes(StandardCharsets.UTF_8));
    entries.put(new TreePath(path), new Entry.RegularFile(attributes, content));
    return this;
  }

  Trees file(String path, String text) {
    return file(path, text, Attributes.of(0644, 7));
  }

  Trees onDisk(String path, Path file) throws IOException {
    entries.put(
        new TreePath(path), new Entry.RegularFile(Attributes.of(0644, 7), Content.of(file)));
    return this;
  }

  Trees folder(String path, Attributes attributes) {
    entries.put(new TreePath(path), new Entry.Directory(attributes));
    return this;
  }

  Trees link(String path, String target) {
    entries.put(new TreePath(path), new Entry.Symlink(Attributes.of(0777, 5), target));
    return this;
  }

  Trees hardLink(String path, String target) {
    entries.put(new TreePath(path), new Entry.HardLink(new TreePath(target)));
    return this;
  }

  FileTree tree() {
    return FileTree.of(entries);
  }

  /** A shell that runs a script as a user. */
  static Program shell(long user, String script) {
    return new Program(
        List.of("sh", "-c", script),
        Map.of("PATH", "/bin", "GREETING", "hi there"),
        new RunAs(user, user),
        new TreePath("/work"),
        List.of(),
        false);
  }
}
