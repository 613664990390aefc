package io.github.whittle.archive;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A zip that is made while it is read; its size is known before.
 *
 * @param members in the order of the file
 * @param time of every entry, in seconds since 1970
 * @param size of the zip
 */
public record ZipContent(List<ZipMember> members, long time, long size) implements Content {
  private static final long MAX_SIZE = 0xFFFF_FFFEL;
  private static final int MAX_MEMBERS = 0xFFFE;

  /**
   * @throws InvalidInputException if only a zip64 could hold it; the reason goes on after a name
   */
  public static ZipContent of(List<ZipMember> members, long time) {
    long size = ZipHeaders.END_SIZE;
    for (var member : members) {
      size += ZipHeaders.size(member) + member.data().size();
    }
    if (size > MAX_SIZE || members.size() > MAX_MEMBERS) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "stored, its %,d entries of %,d bytes would need the format zip64",
              members.size(),
              size));
    }
    return new ZipContent(List.copyOf(members), time, size);
  }

  @Override
  public InputStream open() {
    return new Parts(2 * members.size() + 1, this::part);
  }

  /** Header and data of each member, then the directory. */
  private InputStream part(int index) throws IOException {
    if (index == 2 * members.size()) {
      return new ByteArrayInputStream(directory());
    }
    var member = members.get(index / 2);
    return index % 2 == 0
        ? new ByteArrayInputStream(new ZipHeaders(time).local(member))
        : member.data().open();
  }

  private byte[] directory() {
    var offsets = new long[members.size()];
    long at = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += ZipHeaders.localSize(members.get(i)) + members.get(i).data().size();
    }
    var order = new ArrayList<Integer>();
    for (int i = 0; i < offsets.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> members.get(i).place()));
    return new ZipHeaders(time).directory(members, order, offsets, at);
  }

  /** Streams one after the other, each opened when it is its turn. */
  private static final class Parts extends BlockStream {
    interface Opening {
      InputStream open(int index) throws IOException;
    }

    private final int count;
    private final Opening opening;
    private InputStream part = InputStream.nullInputStream();
    private int next;

    Parts(int count, Opening opening) {
      this.count = count;
      this.opening = opening;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int n = part.read(into, offset, length);
      while (n < 0 && next < count) {
        part.close();
        part = opening.open(next++);
        n = part.read(into, offset, length);
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      part.close();
    }
  }
}
