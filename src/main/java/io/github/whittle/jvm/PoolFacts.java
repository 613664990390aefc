package io.github.whittle.jvm;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * What the constant pool of a class file names. The pool's form has been the same in all versions,
 * so this reads class files that are newer than any library.
 *
 * @param version of the class file, for example 61 for Java 17
 * @param types that the class mentions, also in descriptors, signatures and annotations, with
 *     {@code /} between the names
 * @param names of fields, methods and everything else that is no text of the program
 * @param texts that the program has in it
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.4">JVM
 *     specification, the constant pool</a>
 */
record PoolFacts(int version, Set<String> types, Set<String> names, Set<String> texts) {
  private static final int MAGIC = 0xCAFEBABE;

  /** Of Java 1.0. Programs of macOS begin with the same magic, and a much smaller number. */
  private static final int OLDEST = 45;

  /** Whether a file of any name begins as a class does. */
  static boolean isClass(Content content) throws IOException {
    try (var in = content.open()) {
      var start = ByteBuffer.wrap(in.readNBytes(8));
      return start.remaining() == 8
          && start.getInt(0) == MAGIC
          && Short.toUnsignedInt(start.getShort(6)) >= OLDEST;
    }
  }

  /**
   * @throws InvalidInputException if these are not the bytes of a class
   */
  static PoolFacts read(InputStream bytes) throws IOException {
    var in = new DataInputStream(bytes);
    if (in.readInt() != MAGIC) {
      throw new InvalidInputException("this is no class file");
    }
    in.readUnsignedShort();
    int version = in.readUnsignedShort();
    var pool = new Pool(in.readUnsignedShort());
    pool.read(in);
    return pool.facts(version);
  }

  /** The entries, by their number. */
  private static final class Pool {
    private final String[] strings;
    private final Set<Integer> classes = new HashSet<>();
    private final Set<Integer> literals = new HashSet<>();

    /** Names and descriptors of what the code calls. */
    private final Set<Integer> named = new HashSet<>();

    Pool(int size) {
      strings = new String[size];
    }

    void read(DataInputStream in) throws IOException {
      for (int i = 1; i < strings.length; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> strings[i] = in.readUTF();
          case 7 -> classes.add(in.readUnsignedShort());
          case 8 -> literals.add(in.readUnsignedShort());
          case 12 -> {
            named.add(in.readUnsignedShort());
            named.add(in.readUnsignedShort());
          }
          case 16 -> named.add(in.readUnsignedShort());
          case 3, 4, 9, 10, 11, 17, 18 -> in.readInt();
          case 5, 6 -> {
            in.readLong();
            i++; // A long and a double take two numbers.
          }
          case 15 -> in.skipNBytes(3);
          case 19, 20 -> in.readUnsignedShort();
          default ->
              throw new InvalidInputException("a constant of an unknown kind, %s".formatted(tag));
        }
      }
    }

    PoolFacts facts(int version) {
      var types = new HashSet<String>();
      var names = new HashSet<String>();
      var texts = new HashSet<String>();
      for (int i = 1; i < strings.length; i++) {
        if (strings[i] == null) {
          continue;
        }
        // One constant may be a text, a class and a name at once: compilers write no string twice.
        boolean isText = literals.contains(i);
        boolean isOnlyText = isText && !classes.contains(i);
        boolean isType = classes.contains(i) && !strings[i].startsWith("[");
        if (isText) {
          texts.add(strings[i]);
        }
        if (isType) {
          types.add(strings[i]);
        }
        if (named.contains(i) || !isType && !isOnlyText) {
          names.add(strings[i]);
          addTypes(strings[i], types);
        }
      }
      return new PoolFacts(version, types, names, texts);
    }

    /** Every {@code Lpackage/Type;} of a descriptor, {@code Lpackage/Type<…>} of a signature. */
    private static void addTypes(String text, Set<String> types) {
      for (int from = text.indexOf('L'); from >= 0; from = text.indexOf('L', from + 1)) {
        int end = from + 1;
        while (end < text.length() && isOfName(text.charAt(end))) {
          end++;
        }
        if (end < text.length() && (text.charAt(end) == ';' || text.charAt(end) == '<')) {
          types.add(text.substring(from + 1, end));
          from = end;
        }
      }
    }

    private static boolean isOfName(char c) {
      return c == '/' || Character.isJavaIdentifierPart(c);
    }
  }
}
