package io.github.whittle.jvm;

import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says of itself.
 *
 * @param name as the java command takes it
 * @param java that it is compiled for
 * @param main which java command can start it
 * @param parents its superclass and interfaces, without those of Java that have no main method
 */
record ClassFacts(String name, ClassVersion java, Main main, List<String> parents) {
  static final Optional<ClassFacts> NONE = Optional.empty();

  /** Which java command starts a class by a main method of its own. */
  enum Main {
    NONE,
    SINCE_25,
    EVER;

    /**
     * @param java where nobody knows it, it may be any
     */
    boolean startsOn(ClassVersion java) {
      return switch (this) {
        case NONE -> false;
        case SINCE_25 -> java.equals(ClassVersion.UNKNOWN) || java.isAtLeast(ClassVersion.JAVA_25);
        case EVER -> true;
      };
    }
  }

  /** Whether the Java that it is compiled for starts it. */
  boolean isMain() {
    return main.startsOn(java);
  }

  /**
   * @throws InvalidInputException for a file that is no class, or of a Java that ASM does not know
   */
  static ClassFacts of(Path file) throws IOException {
    try {
      return of(Files.readAllBytes(file));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidInputException(
          "'%s' is no class file that can be read (%s); write <container><mainClass>"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Nothing for what is no class, or of a Java that ASM does not know. */
  static Optional<ClassFacts> found(Content content) throws IOException {
    try (var in = content.open()) {
      return Optional.of(of(in.readAllBytes()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static ClassFacts of(byte[] bytes) {
    var reader = new ClassReader(bytes);
    var finder = new MainMethod();
    reader.accept(finder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return new ClassFacts(
        reader.getClassName().replace('/', '.'),
        finder.version,
        finder.main,
        parents(reader.getSuperName(), reader.getInterfaces()));
  }

  private static List<String> parents(String superclass, String... interfaces) {
    return Stream.concat(
            Stream.ofNullable(superclass).filter(name -> !name.equals("java/lang/Object")),
            Stream.of(interfaces).filter(name -> !name.startsWith("java/")))
        .map(name -> name.replace('/', '.'))
        .toList();
  }

  private static final class MainMethod extends ClassVisitor {
    private static final String WITH_ARGUMENTS = "([Ljava/lang/String;)V";
    private static final String WITHOUT_ARGUMENTS = "()V";
    private static final int REQUIRED = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

    private ClassVersion version = ClassVersion.UNKNOWN;
    private Main main = Main.NONE;

    MainMethod() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int major, int access, String name, String signature, String parent, String[] interfaces) {
      version = ClassVersion.ofMajor(major & 0xffff);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (name.equals("main")) {
        var found = main(access, descriptor);
        main = found.compareTo(main) > 0 ? found : main;
      }
      return null;
    }

    private static Main main(int access, String descriptor) {
      if (isEntry(access, descriptor)) {
        return Main.EVER;
      }
      return isEntrySince25(access, descriptor) ? Main.SINCE_25 : Main.NONE;
    }

    private static boolean isEntry(int access, String descriptor) {
      return descriptor.equals(WITH_ARGUMENTS) && (access & REQUIRED) == REQUIRED;
    }

    /**
     * @see <a href="https://openjdk.org/jeps/512">JEP 512: instance main methods from Java 25 on,
     *     whatever the version of the class file</a>
     */
    private static boolean isEntrySince25(int access, String descriptor) {
      return (descriptor.equals(WITH_ARGUMENTS) || descriptor.equals(WITHOUT_ARGUMENTS))
          && (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_ABSTRACT)) == 0;
    }
  }
}
