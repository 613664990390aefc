package io.github.whittle.archive;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Reads the maps of GNU tar's sparse files: the old one, and those of PAX 0.0, 0.1 and 1.0. */
final class SparseReader {
  /** An attack has more parts than this; each costs some bytes of memory. */
  private static final int MAX_PARTS = 1 << 20;

  private static final int NUMBER = 12;
  private static final int PARTS_IN_HEADER = 386;
  private static final int IS_EXTENDED = 482;
  private static final int REAL_SIZE = 483;
  private static final int PARTS_IN_EXTENSION = 21;

  private final TarBytes tar;
  private final List<SparseMap.Part> parts = new ArrayList<>();
  private long at;

  private SparseReader(TarBytes tar, long at) {
    this.tar = tar;
    this.at = at;
  }

  /**
   * The content of a member, if it is sparse.
   *
   * @param at where the bytes behind its header begin
   */
  static Optional<SparsePart> read(TarBytes tar, TarMember member, long at) throws IOException {
    var reader = new SparseReader(tar, at);
    if (member.type() == TarConstants.LF_GNUTYPE_SPARSE) {
      return Optional.of(reader.old(member));
    }
    var records = member.records();
    if (records.sparseMap() != null) {
      return Optional.of(reader.zero(member));
    }
    if (records.has("GNU.sparse.major")) {
      return Optional.of(reader.one(member));
    }
    return Optional.empty();
  }

  /** Four parts in the header, the others in blocks behind it. */
  private SparsePart old(TarMember member) throws IOException {
    var block = member.block();
    long size = number(block, REAL_SIZE);
    addAll(block, PARTS_IN_HEADER, 4);
    boolean more = block[IS_EXTENDED] != 0;
    while (more) {
      var extension = tar.read(at, TarHeader.BLOCK);
      at += TarHeader.BLOCK;
      addAll(extension, 0, PARTS_IN_EXTENSION);
      more = extension[PARTS_IN_EXTENSION * 2 * NUMBER] != 0;
    }
    return content(size, member.size());
  }

  private void addAll(byte[] block, int from, int count) {
    for (int i = 0; i < count; i++) {
      int field = from + i * 2 * NUMBER;
      add(number(block, field), number(block, field + NUMBER));
    }
  }

  private static long number(byte[] block, int at) {
    try {
      return TarUtils.parseOctalOrBinary(block, at, NUMBER);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("the map of a sparse file is damaged", e);
    }
  }

  /** PAX 0.0 and 0.1: in the records. */
  private SparsePart zero(TarMember member) throws IOException {
    var numbers = new String(member.records().sparseMap(), StandardCharsets.ISO_8859_1).split(",");
    if (numbers.length % 2 != 0) {
      throw new InvalidInputException("the map of a sparse file is damaged");
    }
    for (int i = 0; i < numbers.length; i += 2) {
      add(decimal(numbers[i]), decimal(numbers[i + 1]));
    }
    return content(member.records().number("GNU.sparse.size", -1), member.size());
  }

  /** PAX 1.0: before the content, a number a line, filled up to a whole block. */
  private SparsePart one(TarMember member) throws IOException {
    var records = member.records();
    if (records.number("GNU.sparse.major", 0) != 1 || records.number("GNU.sparse.minor", 0) != 0) {
      throw new InvalidInputException("a sparse file is of a form later than PAX 1.0");
    }
    long from = at;
    var lines = new Lines();
    long count = lines.next();
    for (long i = 0; i < count; i++) {
      long offset = lines.next();
      add(offset, lines.next());
    }
    return content(records.number("GNU.sparse.realsize", -1), member.size() - (at - from));
  }

  private void add(long offset, long length) {
    if (length != 0) {
      parts.add(new SparseMap.Part(offset, length));
    }
    if (parts.size() > MAX_PARTS) {
      throw new InvalidInputException("a sparse file has more than %s parts".formatted(MAX_PARTS));
    }
  }

  private static long decimal(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidInputException("the map of a sparse file is damaged");
    }
    return Long.parseLong(text);
  }

  private SparsePart content(long size, long stored) {
    var map = new SparseMap(size, parts);
    if (size < 0 || map.stored() != stored) {
      throw new InvalidInputException("the map of a sparse file does not fit its content");
    }
    if (size > UnpackLimit.USUAL.size()) {
      throw new InvalidInputException(
          "a sparse file unpacks to more than %s bytes".formatted(UnpackLimit.USUAL.size()));
    }
    return new SparsePart(tar.file(), at, map);
  }

  /** Numbers, one a line, read block by block; {@link #at} is behind the last block. */
  private final class Lines {
    private byte[] block = {};
    private int next;

    long next() throws IOException {
      var digits = new StringBuilder();
      for (byte b = read(); b != '\n'; b = read()) {
        digits.append((char) b);
        if (digits.length() > NUMBER * 2) {
          throw new InvalidInputException("the map of a sparse file is damaged");
        }
      }
      return decimal(digits.toString());
    }

    private byte read() throws IOException {
      if (next == block.length) {
        block = tar.read(at, TarHeader.BLOCK);
        at += block.length;
        next = 0;
      }
      return block[next++];
    }
  }
}
