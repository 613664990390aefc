package io.github.whittle.archive;

import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The records of a PAX header: what a ustar header cannot hold.
 *
 * <p>Values are bytes. commons-compress reads and writes them as UTF-8 text, which loses binary
 * extended attributes such as {@code security.capability}; that is why they are read here.
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03">POSIX
 *     pax, extended header</a>
 */
final class PaxRecords {
  static final String XATTR = "SCHILY.xattr.";

  private final TreeMap<String, byte[]> values = new TreeMap<>();

  boolean isEmpty() {
    return values.isEmpty();
  }

  void put(String key, byte[] value) {
    values.put(key, value);
  }

  void put(String key, String value) {
    put(key, value.getBytes(StandardCharsets.UTF_8));
  }

  void putAll(PaxRecords others) {
    values.putAll(others.values);
  }

  /** The bytes of a record, or {@code null}. */
  byte[] bytes(String key) {
    return values.get(key);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * The whole number of a record, rounded down as {@code mtime=1.5} needs it, or {@code otherwise}.
   */
  long number(String key, long otherwise) {
    var bytes = values.get(key);
    if (bytes == null || bytes.length == 0) {
      return otherwise;
    }
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      return text.indexOf('.') < 0
          ? Long.parseLong(text)
          : new java.math.BigDecimal(text)
              .setScale(0, java.math.RoundingMode.FLOOR)
              .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new InvalidInputException("the PAX record %s=%s is no number".formatted(key, text), e);
    }
  }

  /** Records whose keys begin with {@code prefix}, by the rest of the key. */
  Map<String, byte[]> startingWith(String prefix) {
    var found = new TreeMap<String, byte[]>();
    values.tailMap(prefix).entrySet().stream()
        .takeWhile(e -> e.getKey().startsWith(prefix))
        .forEach(e -> found.put(e.getKey().substring(prefix.length()), e.getValue()));
    return found;
  }

  /** {@code length key=value\n}, sorted by key; the length counts itself. */
  byte[] encode() {
    var out = new ByteArrayOutputStream();
    values.forEach(
        (key, value) -> {
          var name = TarText.encode(key);
          int rest = name.length + value.length + 3; // the space, '=' and the end of line
          int length = rest + Integer.toString(rest).length();
          length = rest + Integer.toString(length).length();
          out.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
          out.writeBytes(name);
          out.write('=');
          out.writeBytes(value);
          out.write('\n');
        });
    return out.toByteArray();
  }

  static PaxRecords decode(byte[] bytes) {
    var records = new PaxRecords();
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      int space = indexOf(bytes, ' ', at);
      int length = length(bytes, at, space);
      int equals = indexOf(bytes, '=', space);
      int end = at + length;
      if (length <= 0 || end > bytes.length || equals >= end || bytes[end - 1] != '\n') {
        throw damaged();
      }
      records.put(
          TarText.decode(java.util.Arrays.copyOfRange(bytes, space + 1, equals)),
          java.util.Arrays.copyOfRange(bytes, equals + 1, end - 1));
      at = end;
    }
    return records;
  }

  private static int length(byte[] bytes, int from, int to) {
    try {
      return Integer.parseInt(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      throw damaged();
    }
  }

  private static int indexOf(byte[] bytes, char c, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    throw damaged();
  }

  private static InvalidInputException damaged() {
    return new InvalidInputException("a PAX header of the archive is damaged");
  }
}
