package io.github.whittle.support;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Small class files. */
public final class ClassBytes {
  private ClassBytes() {}

  /** A class of Java 17 with the usual main method. */
  public static byte[] main(String name) {
    return of(Opcodes.V17, name, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "([Ljava/lang/String;)V");
  }

  /** A class of Java 17 without a main method. */
  public static byte[] plain(String name) {
    return of(Opcodes.V17, name, Opcodes.ACC_PUBLIC, "(I)V");
  }

  /** A class of Java 17 without any method. */
  public static byte[] child(String name, String parent, String... interfaces) {
    var writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, path(name), null, path(parent), interfaces);
    return writer.toByteArray();
  }

  private static String path(String name) {
    return name.replace('.', '/');
  }

  /**
   * A class with one method, {@code main}.
   *
   * @param version of the class file
   * @param name with {@code .} between its parts
   */
  public static byte[] of(int version, String name, int access, String descriptor) {
    var writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, path(name), null, "java/lang/Object", null);
    var method = writer.visitMethod(access, "main", descriptor, null, null);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 2);
    method.visitEnd();
    return writer.toByteArray();
  }
}
