package io.github.whittle.sandbox;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.Inode;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Who a program runs as, in numbers.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md">OCI image
 *     configuration, User</a>
 */
public record RunAs(long uid, long gid) {
  private static final TreePath PASSWD = new TreePath("/etc/passwd");
  private static final TreePath GROUP = new TreePath("/etc/group");

  /** The kernel takes more, runtimes do not. */
  private static final long MAX_ID = Integer.MAX_VALUE;

  private static final int EXECUTE = 01;

  /** The place of the home in a line of passwd. */
  private static final int HOME = 5;

  /**
   * Reads {@code user[:group]} as runtimes do: names by the files of the image, a number without a
   * group by its line there, else with the group 0.
   *
   * @throws InvalidInputException for a name that the image does not know
   */
  public static RunAs of(String user, FileTree image) throws IOException {
    var parts = user.split(":");
    var line = line(image, PASSWD, parts[0], 2);
    long uid = isNumber(parts[0]) ? number(parts[0]) : number(field(line, 2, user, PASSWD));
    if (parts.length == 1) {
      return new RunAs(uid, line.map(fields -> number(fields.get(3))).orElse(0L));
    }
    var group = line(image, GROUP, parts[1], 2);
    return new RunAs(
        uid, isNumber(parts[1]) ? number(parts[1]) : number(field(group, 2, user, GROUP)));
  }

  private static String field(Optional<List<String>> line, int at, String user, TreePath file) {
    return line.orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' is in no line of '%s' in the image; write numbers in <container><user>, for example 65532:65532"
                        .formatted(user, file)))
        .get(at);
  }

  /** The line of a file like passwd that has a name, or a number, at its place. */
  private static Optional<List<String>> line(FileTree image, TreePath file, String key, int at)
      throws IOException {
    var inode = image.inode(image.resolve(file, true));
    if (!(inode.orElse(null) instanceof RegularFile found)) {
      return Optional.empty();
    }
    try (var in = found.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.split(":", -1)))
          .filter(fields -> fields.size() > 3)
          .filter(fields -> fields.get(0).equals(key) || fields.get(at).equals(key))
          .findFirst();
    }
  }

  /** The home that the image's passwd has, else the root. */
  String home(FileTree image) throws IOException {
    return line(image, PASSWD, Long.toString(uid), 2)
        .filter(fields -> fields.size() > HOME && fields.get(HOME).startsWith("/"))
        .map(fields -> fields.get(HOME))
        .orElse("/");
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]+");
  }

  private static long number(String text) {
    if (text.matches("[0-9]{1,10}") && Long.parseLong(text) <= MAX_ID) {
      return Long.parseLong(text);
    }
    throw new InvalidInputException(
        "%s is no number of a user; runtimes take 0 to %s".formatted(text, MAX_ID));
  }

  /** Why this user cannot start a program, although it is there; empty if nothing hinders. */
  public Optional<String> hindrance(FileTree image, TreePath program) {
    var path = image.resolve(program, true);
    for (var parent : path.parents()) {
      if (image.entry(parent).orElse(null) instanceof Directory folder
          && !mayExecute(folder.attributes())) {
        return Optional.of(sentence(program, "the folder '%s'".formatted(parent), folder));
      }
    }
    return image
        .inode(path)
        .filter(file -> file instanceof RegularFile && !mayExecute(file.attributes()))
        .map(file -> sentence(program, "it", file));
  }

  private String sentence(TreePath program, String what, Inode inode) {
    var a = inode.attributes();
    return "'%s' cannot be started by %s:%s: %s has the mode %04o and the owner %s:%s"
        .formatted(program, uid, gid, what, a.mode(), a.uid(), a.gid());
  }

  private boolean mayExecute(Attributes a) {
    if (uid == 0) {
      return (a.mode() & (EXECUTE << 6 | EXECUTE << 3 | EXECUTE)) != 0;
    }
    int shift = uid == a.uid() ? 6 : gid == a.gid() ? 3 : 0;
    return (a.mode() >> shift & EXECUTE) != 0;
  }
}
