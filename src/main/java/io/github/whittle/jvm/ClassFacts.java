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
 * @param isMain whether the java command of the Java that it is compiled for can start it
 * @param mayBeMain whether that of any Java can
 * @param parents its superclass and interfaces, without those of Java that have no main method
 */
record ClassFacts(String name, boolean isMain, boolean mayBeMain, List<String> parents) {
  static final Optional<ClassFacts> NONE = Optional.empty();

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
        finder.isFound,
        finder.mayBeFound,
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

    private int version;
    private boolean isFound;
    private boolean mayBeFound;

    MainMethod() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int major, int access, String name, String signature, String parent, String[] interfaces) {
      version = major & 0xffff;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (name.equals("main")) {
        boolean isOfJava25 = isEntrySince25(access, descriptor);
        mayBeFound |= isOfJava25;
        isFound |= version < Opcodes.V25 ? isEntry(access, descriptor) : isOfJava25;
      }
      return null;
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
