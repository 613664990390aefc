package io.github.whittle.tree;

import io.github.whittle.user.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an inode has beside its kind and content.
 *
 * @param mode permission bits with setuid, setgid and sticky: 12 bits
 * @param uid numeric owner
 * @param gid numeric group
 * @param mtime seconds since 1970 in UTC; layers keep whole seconds
 * @param xattrs extended attributes by full name, for example {@code security.capability}
 */
public record Attributes(
    int mode, long uid, long gid, long mtime, SortedMap<String, Bytes> xattrs) {
  /** Linux' largest owner; the one above means "no change" to chown. */
  public static final long MAX_ID = 0xFFFF_FFFEL;

  public Attributes {
    if ((mode & ~07777) != 0) {
      throw new InvalidInputException("mode %o is not of 12 bits".formatted(mode));
    }
    if (uid < 0 || uid > MAX_ID || gid < 0 || gid > MAX_ID) {
      throw new InvalidInputException(
          "owner %s:%s is not within 0 to %s".formatted(uid, gid, MAX_ID));
    }
    xattrs = Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  /** Owned by 0:0, without extended attributes. */
  public static Attributes of(int mode, long mtime) {
    return new Attributes(mode, 0, 0, mtime, new TreeMap<>());
  }

  public Attributes withOwner(long otherUid, long otherGid) {
    return new Attributes(mode, otherUid, otherGid, mtime, xattrs);
  }

  public Attributes withXattrs(Map<String, Bytes> others) {
    return new Attributes(mode, uid, gid, mtime, new TreeMap<>(others));
  }
}
