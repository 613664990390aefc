package io.github.whittle.jvm;

import io.github.whittle.config.ClassStrip;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Takes attributes out of a class file; every other byte stays as it is, the code too.
 *
 * <p>{@code MethodParameters} stay always: frameworks read them. ASM's own {@code SKIP_DEBUG} drops
 * them, and its writer makes the code anew.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.7">The class
 *     File Format, Attributes</a>
 */
final class DebugAttributes {
  private static final Set<String> DEBUG =
      Set.of("LocalVariableTable", "LocalVariableTypeTable", "SourceDebugExtension");
  private static final Set<String> DEBUG_BUT_VARIABLES =
      Set.of("LocalVariableTypeTable", "SourceDebugExtension");
  private static final Set<String> ALL =
      Set.of(
          "LocalVariableTable",
          "LocalVariableTypeTable",
          "SourceDebugExtension",
          "LineNumberTable",
          "SourceFile");
  private static final Set<String> ALL_BUT_VARIABLES =
      Set.of("LocalVariableTypeTable", "SourceDebugExtension", "LineNumberTable", "SourceFile");

  private static final int MEMBER_HEAD = 6;
  private static final int CODE_HEAD = 8;
  private static final int HANDLER = 8;

  private final ClassReader reader;
  private final ByteBuffer in;
  private final Set<String> names;

  private DebugAttributes(byte[] classFile, Set<String> names) {
    this.reader = new ClassReader(classFile);
    this.in = ByteBuffer.wrap(classFile);
    this.names = names;
  }

  /**
   * The class file without them.
   *
   * @throws RuntimeException if it is no class file, damaged, or of a Java that ASM does not know
   */
  static byte[] without(ClassStrip which, byte[] classFile) {
    return switch (which) {
      case NONE -> classFile;
      case DEBUG -> new DebugAttributes(classFile, DEBUG).read();
      case ALL -> new DebugAttributes(classFile, ALL).read();
    };
  }

  /** The same, but names of local variables stay. */
  static byte[] withVariables(ClassStrip which, byte[] classFile) {
    return switch (which) {
      case NONE -> classFile;
      case DEBUG -> new DebugAttributes(classFile, DEBUG_BUT_VARIABLES).read();
      case ALL -> new DebugAttributes(classFile, ALL_BUT_VARIABLES).read();
    };
  }

  private byte[] read() {
    var out = new ByteArrayOutputStream(in.limit());
    copy(reader.header + MEMBER_HEAD, out); // Constants, flags, name and parent.
    copy(2 + 2 * in.getShort(in.position()), out); // Interfaces.
    copyMembers(out);
    copyMembers(out);
    copyAttributes(out, false);
    return out.toByteArray();
  }

  /** Fields, or methods. */
  private void copyMembers(ByteArrayOutputStream out) {
    int count = Short.toUnsignedInt(in.getShort(in.position()));
    copy(2, out);
    for (int i = 0; i < count; i++) {
      copy(MEMBER_HEAD, out);
      copyAttributes(out, true);
    }
  }

  /**
   * @param ofMember whether code may be among them
   */
  private void copyAttributes(ByteArrayOutputStream out, boolean ofMember) {
    int count = Short.toUnsignedInt(in.getShort());
    int kept = 0;
    var attributes = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      kept += copyAttribute(attributes, ofMember) ? 1 : 0;
    }
    putShort(kept, out);
    out.writeBytes(attributes.toByteArray());
  }

  /** Whether it stays. */
  private boolean copyAttribute(ByteArrayOutputStream out, boolean ofMember) {
    int start = in.position();
    var name = name(in.getShort());
    int size = in.getInt();
    if (names.contains(name)) {
      in.position(in.position() + size);
      return false;
    }
    if (ofMember && name.equals("Code")) {
      putShort(in.getShort(start), out);
      var code = code();
      putShort(code.length >>> 16, out);
      putShort(code.length, out);
      out.writeBytes(code);
    } else {
      in.position(start);
      copy(2 + 4 + size, out);
    }
    return true;
  }

  private byte[] code() {
    var out = new ByteArrayOutputStream();
    int length = in.getInt(in.position() + 4);
    copy(CODE_HEAD + length, out);
    copy(2 + HANDLER * Short.toUnsignedInt(in.getShort(in.position())), out);
    copyAttributes(out, false);
    return out.toByteArray();
  }

  private String name(int index) {
    int item = reader.getItem(Short.toUnsignedInt((short) index));
    // The item of a UTF8 begins behind its tag, with its length.
    int length = reader.readUnsignedShort(item);
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) reader.readByte(item + 2 + i)); // Names that matter are ASCII.
    }
    return text.toString();
  }

  private void copy(int count, ByteArrayOutputStream out) {
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException(); // Before so much memory is asked for.
    }
    var bytes = new byte[count];
    in.get(bytes);
    out.writeBytes(bytes);
  }

  private static void putShort(int value, ByteArrayOutputStream out) {
    out.write(value >>> 8);
    out.write(value);
  }
}
