package io.github.whittle.jvm;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Whether methods of a class with code have parameters, and {@code MethodParameters} that name
 * them.
 *
 * @param areWanted whether a method has a parameter
 * @param areLeftOut whether such a method has no names for them
 */
record ParameterNames(boolean areWanted, boolean areLeftOut) {
  private static final ParameterNames NONE = new ParameterNames(false, false);

  /**
   * Without code there are no variables, and of what the compiler made nobody asks for names: javac
   * gives none to bodies of lambdas.
   */
  private static final int OTHERS =
      Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;

  /** None of what is no class file, or of a Java that is not known yet: it stays as it is. */
  static ParameterNames of(byte[] classFile) {
    try {
      var methods = new Methods();
      new ClassReader(classFile).accept(methods, ClassReader.SKIP_CODE);
      return new ParameterNames(methods.areWanted, methods.areLeftOut);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      return NONE;
    }
  }

  private static final class Methods extends ClassVisitor {
    private boolean areWanted;
    private boolean areLeftOut;

    Methods() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if ((access & OTHERS) != 0 || Type.getArgumentCount(descriptor) == 0) {
        return null;
      }
      areWanted = true;
      return new Names();
    }

    /** From Java 21 on javac writes some parameters without a name. */
    private final class Names extends MethodVisitor {
      private boolean areThere;

      Names() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitParameter(String name, int access) {
        areThere |= name != null;
      }

      @Override
      public void visitEnd() {
        areLeftOut |= !areThere;
      }
    }
  }
}
