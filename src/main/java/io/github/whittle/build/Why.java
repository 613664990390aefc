package io.github.whittle.build;

import io.github.whittle.base.BaseImage;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.Decision.Action;
import io.github.whittle.packages.PackageDatabase;
import io.github.whittle.report.ByteCount;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.Entry.Symlink;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers for one path of an image: where it comes from, or what took it out. */
public final class Why {
  private final BaseImage image;
  private final FileTree tree;
  private final List<Decision> decisions;

  /**
   * @param decisions of the build that made the image; none for an image of others
   */
  public Why(BaseImage image, List<Decision> decisions) throws IOException {
    this.image = image;
    this.tree = image.tree();
    this.decisions = decisions;
  }

  /** Sentences for people; of a path through folders that are links, of the one that it means. */
  public List<String> lines(TreePath asked) throws IOException {
    var path = tree.resolve(asked, false);
    if (path.equals(asked)) {
      return answer(path);
    }
    var lines = new ArrayList<>(List.of("%s is %s, through a link".formatted(asked, path)));
    lines.addAll(answer(path));
    return lines;
  }

  private List<String> answer(TreePath path) throws IOException {
    var lines = new ArrayList<String>();
    tree.inode(path).ifPresent(inode -> lines.add(path + " is in the image: " + describe(path)));
    if (!lines.isEmpty()) {
      lines.add("  from " + origin(path));
    }
    decisions.stream()
        .filter(decision -> decision.path().equals(path.value()))
        .forEach(decision -> lines.add(sentence(decision)));
    var inside = decisions.stream().filter(d -> isInside(d, path)).toList();
    if (!inside.isEmpty()) {
      lines.add(sum(path, inside));
    }
    if (lines.isEmpty()) {
      lines.add(path + " is not in the image, and no step left it out: it was never there");
    }
    return lines;
  }

  private String describe(TreePath path) {
    var inode = tree.inode(path).orElseThrow();
    var mode =
        "%04o %s:%s"
            .formatted(
                inode.attributes().mode(), inode.attributes().uid(), inode.attributes().gid());
    if (inode instanceof RegularFile file) {
      return "%s, %s".formatted(ByteCount.of(file.content().size()), mode);
    }
    if (inode instanceof Symlink link) {
      return "a link to " + link.target();
    }
    return inode instanceof Directory
        ? "a folder with %s in it, %s"
            .formatted(ByteCount.of(FileTree.of(tree.below(path)).size()), mode)
        : "a device, " + mode;
  }

  private String origin(TreePath path) throws IOException {
    int top = -1;
    for (int i = 0; i < image.layers().size(); i++) {
      top = image.layers().get(i).tree().entry(path).isPresent() ? i : top;
    }
    var layer =
        top < 0
            ? "no layer: runtimes make the folder"
            : "layer %s of %s (%s)"
                .formatted(
                    top + 1, image.layers().size(), image.layers().get(top).descriptor().digest());
    return PackageDatabase.read(tree)
        .owner(path)
        .map(owner -> layer + ", package " + owner.name() + " " + owner.version())
        .orElse(layer);
  }

  /** In a folder, or in an archive. */
  private static boolean isInside(Decision decision, TreePath path) {
    var inside = decision.path();
    return inside.startsWith(path.isRoot() ? "/" : path + "/") || inside.startsWith(path + "!/");
  }

  private static String sentence(Decision decision) {
    var what =
        switch (decision.action()) {
          case REMOVED -> "was left out (%s)".formatted(ByteCount.of(decision.bytes()));
          case REDUCED -> "is smaller by " + ByteCount.of(decision.bytes());
          case ADDED -> "is there for another";
          case KEPT -> "stays";
        };
    return "%s %s: %s (%s)".formatted(decision.path(), what, decision.reason(), decision.from());
  }

  private static String sum(TreePath path, List<Decision> inside) {
    return "in %s: %s, %s"
        .formatted(
            path,
            count(inside, Action.REMOVED, "left out"),
            count(inside, Action.REDUCED, "made smaller"));
  }

  private static String count(List<Decision> inside, Action action, String words) {
    var those = inside.stream().filter(d -> d.action() == action).toList();
    long bytes = those.stream().mapToLong(Decision::bytes).sum();
    return "%s %s (%s)".formatted(those.size(), words, ByteCount.of(bytes));
  }
}
