package io.github.whittle.archive;

import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

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

  /** The parts of a sparse file; see {@link SparseMap}. */
  static final String SPARSE_MAP = "GNU.sparse.map";

  private static final Pattern DECIMAL = Pattern.compile("(-?)([0-9]{1,18})(?:\\.([0-9]*))?");

  private final TreeMap<String, byte[]> values = new TreeMap<>();
  private final ByteArrayOutputStream sparseNumbers = new ByteArrayOutputStream();
  private final PaxRecords fallback;

  PaxRecords() {
    this(null);
  }

  /**
   * @param fallback of a global header: what counts where these records do not say it
   */
  PaxRecords(PaxRecords fallback) {
    this.fallback = fallback;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  void put(String key, byte[] value) {
    values.put(key, value);
  }

  void put(String key, String value) {
    put(key, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads more records; of a key that comes twice the last counts. */
  void putAll(byte[] encoded) {
    int at = 0;
    while (at < encoded.length && encoded[at] != 0) {
      int space = indexOf(encoded, ' ', at);
      int length = length(encoded, at, space);
      int equals = indexOf(encoded, '=', space);
      int end = at + length;
      if (length <= 0 || end > encoded.length || equals >= end || encoded[end - 1] != '\n') {
        throw damaged();
      }
      var key = TarText.decode(Arrays.copyOfRange(encoded, space + 1, equals));
      add(key, Arrays.copyOfRange(encoded, equals + 1, end - 1));
      at = end;
    }
  }

  /** The first form of GNU's sparse files has a record for each number, in their order. */
  private void add(String key, byte[] value) {
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      sparseNumbers.writeBytes(value);
      sparseNumbers.write(',');
    } else {
      put(key, value);
    }
  }

  /** The numbers of a sparse file's map in their order, with commas between; or {@code null}. */
  byte[] sparseMap() {
    return sparseNumbers.size() > 0 ? sparseNumbers.toByteArray() : bytes(SPARSE_MAP);
  }

  /** The bytes of a record, or {@code null}; an empty record means that the header counts. */
  byte[] bytes(String key) {
    var value = values.get(key);
    if (value == null && fallback != null) {
      value = fallback.bytes(key);
    }
    return value == null || value.length == 0 ? null : value;
  }

  boolean has(String key) {
    return bytes(key) != null;
  }

  /**
   * The whole number of a record, rounded down as {@code mtime=1.5} needs it, or {@code otherwise}.
   */
  long number(String key, long otherwise) {
    var bytes = bytes(key);
    if (bytes == null) {
      return otherwise;
    }
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var match = DECIMAL.matcher(text);
    if (!match.matches()) {
      throw new InvalidInputException("the PAX record %s=%.40s is no number".formatted(key, text));
    }
    long whole = Long.parseLong(match.group(2));
    boolean fraction = match.group(3) != null && !match.group(3).matches("0*");
    return match.group(1).isEmpty() ? whole : fraction ? -whole - 1 : -whole;
  }

  /** Records of its own whose keys begin with {@code prefix}, by the rest of the key. */
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
    return new InvalidInputException("a PAX header is damaged");
  }
}
