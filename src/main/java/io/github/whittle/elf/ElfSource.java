package io.github.whittle.elf;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/** The bytes of one ELF file: every read is checked against its end, and none is large. */
final class ElfSource {
  /** Most files have all their headers in their first page: it is read once. */
  private static final int HEAD = 4096;

  /** Of an RPATH, 8 KB are the longest seen. */
  private static final int MAX_NAME = 1 << 20;

  /** A million section headers of 64 bytes; compilers' objects have some ten thousand. */
  private static final int MAX_TABLE = 1 << 26;

  private final String name;
  private final Content content;
  private final byte[] head;

  private ElfSource(String name, Content content, byte[] head) {
    this.name = name;
    this.content = content;
    this.head = head;
  }

  static ElfSource of(String name, Content content) throws IOException {
    try (var in = content.open()) {
      return new ElfSource(name, content, in.readNBytes((int) Math.min(HEAD, content.size())));
    }
  }

  long size() {
    return content.size();
  }

  /** The first bytes, or fewer where the file ends before. */
  byte[] first(int length) {
    return Arrays.copyOf(head, Math.min(length, head.length));
  }

  /**
   * A part of the file.
   *
   * @param what it is, for the message
   */
  byte[] read(long offset, int length, String what) throws IOException {
    checkInside(offset, length, what);
    if (offset + length <= head.length) {
      return Arrays.copyOfRange(head, (int) offset, (int) offset + length);
    }
    try (var in = open(offset)) {
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw damaged("it ends within " + what);
      }
      return bytes;
    }
  }

  /** A table of {@code count} structures of {@code size} bytes. */
  Fields table(ElfHeader header, long offset, int count, int size, String what) throws IOException {
    long length = (long) count * size;
    checkInside(offset, length, what);
    if (length > MAX_TABLE) {
      throw damaged("%s are more than %s".formatted(what, MAX_TABLE / size));
    }
    return new Fields(header.elfClass(), header.data(), read(offset, (int) length, what));
  }

  void checkInside(long offset, long length, String what) {
    // Both are unsigned in the file: what is negative here is beyond every end.
    if (offset < 0 || length < 0 || offset > size() - length) {
      throw damaged(
          "it ends at byte %s, before the end of %s (%s bytes at offset %s)"
              .formatted(
                  size(), what, Long.toUnsignedString(length), Long.toUnsignedString(offset)));
    }
  }

  /**
   * The texts that begin at some places of a table and end at a NUL, all in one pass through it.
   *
   * @param table its offset in the file
   * @param places from the table's beginning; within its {@code size}
   */
  Map<Long, String> texts(long table, SortedSet<Long> places, long size, String what)
      throws IOException {
    checkInside(table, size, what);
    var texts = new HashMap<Long, String>();
    try (var in = new BufferedInputStream(open(table))) {
      var bytes = new byte[0];
      long start = 0;
      long next = 0;
      long total = 0;
      long most = Math.max(MAX_NAME, size);
      for (long place : places) {
        // Linkers let one name be the end of another: then it is in the bytes that were just read.
        if (place >= next) {
          in.skipNBytes(place - next);
          bytes = text(in, Math.min(size - place, MAX_NAME), what);
          start = place;
          next = place + bytes.length + 1;
        }
        int from = (int) (place - start);
        total += bytes.length - from;
        if (total > most) {
          throw damaged("%s are more than %s bytes".formatted(what, most));
        }
        texts.put(place, new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
      }
      return texts;
    } catch (EOFException e) {
      throw damaged("it ends within " + what);
    }
  }

  private byte[] text(InputStream in, long most, String what) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != 0; b = in.read()) {
      if (b < 0 || bytes.size() >= most) {
        throw damaged(what + " has no end");
      }
      bytes.write(b);
    }
    return bytes.toByteArray();
  }

  private InputStream open(long offset) throws IOException {
    var in = content.open();
    try {
      in.skipNBytes(offset);
      return in;
    } catch (EOFException e) {
      in.close();
      throw damaged("it ends before offset " + offset);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  InvalidInputException damaged(String what) {
    return new InvalidInputException("'%s' is a damaged ELF file: %s".formatted(name, what));
  }
}
