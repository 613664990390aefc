package io.github.whittle.content;

import io.github.whittle.config.Owner;
import io.github.whittle.config.Users;
import io.github.whittle.config.Users.User;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.Directory;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code /etc/passwd}, {@code /etc/group} and the homes: the lines that the image has stay, and
 * those that it lacks are added.
 */
final class UserFiles {
  private static final TreePath PASSWD = new TreePath("/etc/passwd");
  private static final TreePath GROUP = new TreePath("/etc/group");
  private static final User ROOT = new User("root", new Owner(0, 0), new TreePath("/root"));

  /** In bytes; a file of users that is larger is none. */
  private static final long MAX_SIZE = 1 << 20;

  private final Scene scene;

  UserFiles(Scene scene) {
    this.scene = scene;
  }

  Map<TreePath, Entry> read(Users users) throws IOException {
    if (users.users().isEmpty()) {
      return Map.of();
    }
    var all = new LinkedHashMap<String, User>();
    all.put(ROOT.name(), ROOT);
    users.users().forEach(user -> all.put(user.name(), user));
    var entries = new TreeMap<TreePath, Entry>();
    entries.put(PASSWD, file(PASSWD, all.values().stream().map(UserFiles::passwd).toList()));
    entries.put(GROUP, file(GROUP, all.values().stream().map(UserFiles::group).toList()));
    all.values().forEach(user -> putHome(user, entries));
    return entries;
  }

  private static String passwd(User user) {
    return "%s:x:%s:%s:%s:/sbin/nologin"
        .formatted(user.name(), user.owner(), user.name(), user.home());
  }

  private static String group(User user) {
    return "%s:x:%s:".formatted(user.name(), user.owner().gid());
  }

  private Entry file(TreePath path, List<String> lines) throws IOException {
    var there = new ArrayList<>(linesOf(path));
    for (var line : lines) {
      if (there.stream().noneMatch(other -> isSame(path, line, other))) {
        there.add(line);
      }
    }
    var text = String.join("\n", there) + "\n";
    return new RegularFile(
        scene.attributes(0644), Content.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Whether a line of the image has the name already; it must then be of the same number. */
  private static boolean isSame(TreePath path, String line, String there) {
    var ours = line.split(":");
    var theirs = there.split(":");
    if (!ours[0].equals(theirs[0])) {
      return false;
    }
    if (theirs.length < 3 || !ours[2].equals(theirs[2])) {
      throw new InvalidInputException(
          "<users> has '%s' with the number %s, and '%s' of the image has the line '%s'; write that number, or another name"
              .formatted(ours[0], ours[2], path, there));
    }
    return true;
  }

  private List<String> linesOf(TreePath path) throws IOException {
    FileTree below = scene.below();
    if (!(below.inode(below.resolve(path, true)).orElse(null) instanceof RegularFile file)) {
      return List.of();
    }
    if (file.content().size() > MAX_SIZE) {
      throw new InvalidInputException(
          "'%s' of the image has %s bytes, so it holds no users"
              .formatted(path, file.content().size()));
    }
    try (var in = file.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    }
  }

  private void putHome(User user, Map<TreePath, Entry> entries) {
    var there = scene.below().entry(scene.below().resolve(user.home(), true));
    if (!user.home().isRoot() && there.isEmpty()) {
      var owner = user.owner();
      entries.put(
          user.home(), new Directory(scene.attributes(0700).withOwner(owner.uid(), owner.gid())));
    }
  }
}
