package io.github.whittle.jvm;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * For which Java class files are: the oldest that runs them.
 *
 * @param java for example 17; 0 if nobody knows
 */
record ClassVersion(int java) {
  static final ClassVersion UNKNOWN = new ClassVersion(0);

  /** The first with modules, and with argument files for the java command. */
  static final ClassVersion JAVA_9 = new ClassVersion(9);

  /** The first that starts instance main methods. */
  static final ClassVersion JAVA_25 = new ClassVersion(25);

  private static final int MAGIC = 0xcafe_babe;
  private static final int HEADER = 8;

  /** Java 17 has class files of version 61. */
  private static final int MAJOR_OF_JAVA_0 = 44;

  /**
   * @param major as class files have it, for example 61
   */
  static ClassVersion ofMajor(int major) {
    return new ClassVersion(Math.max(0, major - MAJOR_OF_JAVA_0));
  }

  /** Unknown of what is no class file. */
  static ClassVersion of(Content file) throws IOException {
    try (var in = file.open()) {
      var header = ByteBuffer.wrap(in.readNBytes(HEADER));
      boolean isClass = header.limit() == HEADER && header.getInt(0) == MAGIC;
      return isClass ? ofMajor(header.getShort(6) & 0xffff) : UNKNOWN;
    }
  }

  int major() {
    return java + MAJOR_OF_JAVA_0;
  }

  /** What nobody knows is hardly older than Java 9. */
  boolean isAtLeast(ClassVersion other) {
    return (equals(UNKNOWN) ? JAVA_9.java : java) >= other.java;
  }

  static ClassVersion newest(ClassVersion one, ClassVersion other) {
    return one.java > other.java ? one : other;
  }

  @Override
  public String toString() {
    return equals(UNKNOWN) ? "a Java that is not known" : "Java " + java;
  }
}
