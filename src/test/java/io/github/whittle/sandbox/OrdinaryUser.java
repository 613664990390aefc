package io.github.whittle.sandbox;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs a shell in a sandbox as whoever started this JVM. Arguments: the way, the user in the image,
 * the script, a folder to unpack in, the path of busybox.
 */
final class OrdinaryUser {
  private OrdinaryUser() {}

  public static void main(String[] args) throws IOException {
    var way =
        switch (args[0]) {
          case "bubblewrap" -> new Bubblewrap();
          case "unshare" -> new Unshare();
          default -> new Chroot();
        };
    var trees = new Trees();
    for (var word : List.of("sh", "id", "stat", "chown")) {
      trees.link("/bin/" + word, "busybox");
    }
    var busybox = Content.of(Path.of(args[4]));
    trees.entries.put(
        new TreePath("/bin/busybox"), new Entry.RegularFile(Attributes.of(0755, 5), busybox));
    trees.file("/work/theirs", "x", Attributes.of(04750, 11).withOwner(33, 44));
    var program = Trees.shell(Long.parseLong(args[1]), args[2]);
    var guest = new Guest(trees.tree(), program);
    try {
      run(Host.find(List.of(way), false), guest, Path.of(args[3]));
    } catch (InvalidInputException e) {
      System.out.println(e.getMessage());
    }
  }

  private static void run(Host host, Guest guest, Path folder) throws IOException {
    try (var box = Sandbox.start(host, guest, folder, Progress.silent())) {
      System.out.println(host + ": " + box.await(Duration.ofSeconds(30)).orElse(-1));
      System.out.print(box.output());
    }
  }
}
