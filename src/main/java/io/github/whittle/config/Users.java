package io.github.whittle.config;

import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code <system><users>}: who is known by name, beside root; or {@code none}, and then not even
 * root is.
 */
public record Users(List<User> users) {
  /**
   * One user with a group of the same name.
   *
   * @param home of {@code owner}, and there; {@code /} is made for nobody
   */
  public record User(String name, Owner owner, TreePath home) {
    private static final String FORM =
        "'%s' is not a user; write name:uid[:gid[:home]], for example app:1000 or app:1000:1000:/app";

    public User {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]{0,31}")) {
        throw new InvalidInputException(FORM.formatted(name));
      }
      if (name.equals("root") && (owner.uid() != 0 || owner.gid() != 0)) {
        throw new InvalidInputException(
            "root is 0:0 on every system, and there without being named; remove 'root:%s', or give that user another name"
                .formatted(owner));
      }
      if (home.value().matches("(?s).*[:\\p{Cntrl}].*")) {
        throw new InvalidInputException(
            "the home '%s' has a ':' or a control character, which no passwd file can hold"
                .formatted(home));
      }
    }

    static User parse(String text) {
      var parts = text.split(":", 4);
      if (parts.length < 2 || !parts[1].matches("[0-9]{1,10}")) {
        throw new InvalidInputException(FORM.formatted(text));
      }
      var owner = parts.length == 2 ? parts[1] : parts[1] + ":" + parts[2];
      var home = parts.length == 4 ? Targets.parse(parts[3]) : TreePath.parse("home/" + parts[0]);
      return new User(parts[0], Owner.parse(owner), home);
    }

    @Override
    public String toString() {
      return name + ":" + owner + ":" + home;
    }
  }

  public Users {
    users = List.copyOf(users);
    var names = new HashSet<String>();
    for (var user : users) {
      if (!names.add(user.name)) {
        throw new InvalidInputException(
            "the user '%s' is there twice; remove one".formatted(user.name));
      }
    }
  }

  static Users parse(String text) {
    return of(text.equals("none") ? List.of() : Csv.list(text));
  }

  static Users of(List<String> users) {
    return new Users(users.stream().map(User::parse).toList());
  }

  @Override
  public String toString() {
    return users.isEmpty()
        ? "none"
        : users.stream().map(User::toString).collect(Collectors.joining(","));
  }
}
