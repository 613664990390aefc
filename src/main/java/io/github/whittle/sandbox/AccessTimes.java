package io.github.whittle.sandbox;

import io.github.whittle.archive.TarText;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The recorder that is always there: unpacked, every file and folder was never read; afterwards,
 * those that have a time of access were.
 *
 * <p>It sees what the kernel itself opens. It does not see what is only looked at, and not which of
 * several names of a file was used.
 */
final class AccessTimes {
  private AccessTimes() {}

  /** What of {@code tree}, unpacked in {@code root}, was read, listed or added to. */
  static SortedSet<TreePath> read(FileTree tree, Path root, Identity identity) throws IOException {
    // find looks at a folder before it lists it; and it may go where only its owner may.
    var command =
        new Words()
            .add(identity.prefix())
            .add(HostTools.named("find"), root.toString(), "-xdev", "-newerat", "@0")
            .add("(", "-type", "f", "-o", "-type", "d", ")", "-printf", "/%P\\0");
    var names = TarText.decode(HostCommand.output(command.list())).split("\0");
    return Touched.of(Stream.of(names).map(TreePath::parse).toList(), tree);
  }
}
