package io.github.whittle.config;

import io.github.whittle.tree.Attributes;
import io.github.whittle.user.InvalidInputException;

/** Numeric owner and group: {@code uid[:gid]}; without a group, that of the same number. */
public record Owner(long uid, long gid) {
  public static Owner parse(String text) {
    if (!text.matches("[0-9]{1,10}(:[0-9]{1,10})?")) {
      throw new InvalidInputException(
          "'%s' is not an owner; write numbers as uid:gid, for example 1000:1000".formatted(text));
    }
    var parts = text.split(":");
    return new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[parts.length - 1]));
  }

  public Owner {
    if (uid > Attributes.MAX_ID || gid > Attributes.MAX_ID) {
      throw new InvalidInputException(
          "owner %s:%s is above %s, the largest that Linux has"
              .formatted(uid, gid, Attributes.MAX_ID));
    }
  }

  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}
