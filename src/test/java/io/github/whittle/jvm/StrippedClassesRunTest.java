package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.whittle.config.ClassStrip;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Stripped classes of many Javas in a loader of their own, whose classes the JVM verifies. */
class StrippedClassesRunTest {
  private static final String OLD = "Old";
  private static final int LINE = 42;

  @Retention(RetentionPolicy.RUNTIME)
  @interface Mark {}

  sealed interface Shape permits Dot, Box {}

  record Dot(List<String> names, @Mark int x) implements Shape {}

  static final class Box implements Shape {
    int sum(int... numbers) {
      int sum = 0;
      for (int number : numbers) {
        sum += number;
      }
      return sum;
    }
  }

  /** As compilers wrote them for Java 1.1 to 6: a finally is a subroutine. */
  @ParameterizedTest
  @ValueSource(
      ints = {Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_3, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
  void subroutinesOfOldJavasRun(int version) throws Exception {
    for (var which : ClassStrip.values()) {
      var classFile = DebugAttributes.without(which, old(version));
      var type = loader(Map.of(OLD, classFile)).loadClass(OLD);
      assertThat(type.getMethod("twice", int.class).invoke(null, 21)).isEqualTo(42);
      var thrown = catchThrowable(() -> type.getMethod("fail").invoke(null));
      assertThat(thrown).isInstanceOf(InvocationTargetException.class);
      var frame = thrown.getCause().getStackTrace()[0];
      assertThat(frame.getLineNumber()).isEqualTo(which == ClassStrip.ALL ? -1 : LINE);
      assertThat(frame.getFileName()).isEqualTo(which == ClassStrip.ALL ? null : "Old.kt");
    }
  }

  @Test
  void whatADebuggerOfAnotherLanguageReadsGoes() {
    assertThat(sourceDebug(old(Opcodes.V1_5))).isEqualTo("Old.kt SMAP");
    var debug = DebugAttributes.without(ClassStrip.DEBUG, old(Opcodes.V1_5));
    assertThat(sourceDebug(debug)).isEqualTo("Old.kt null");
    var all = DebugAttributes.without(ClassStrip.ALL, old(Opcodes.V1_5));
    assertThat(sourceDebug(all)).isEmpty();
  }

  private static String sourceDebug(byte[] classFile) {
    var seen = new StringBuilder();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public void visitSource(String source, String debug) {
                seen.append(source).append(' ').append(debug);
              }
            },
            0);
    return seen.toString();
  }

  @ParameterizedTest
  @EnumSource(ClassStrip.class)
  void recordsAndSealedTypesStayWhatTheyAre(ClassStrip which) throws Exception {
    var classes = new HashMap<String, byte[]>();
    for (var type : List.of(Shape.class, Dot.class, Box.class, StrippedClassesRunTest.class)) {
      classes.put(type.getName(), DebugAttributes.without(which, bytes(type)));
    }
    var loader = loader(classes);
    var dot = loader.loadClass(Dot.class.getName());
    assertThat(dot.getClassLoader()).isSameAs(loader);
    assertThat(dot.getRecordComponents())
        .extracting(RecordComponent::getName, c -> c.getGenericType().toString())
        .map(Object::toString)
        .containsExactly("(\"names\", \"java.util.List<java.lang.String>\")", "(\"x\", \"int\")");
    assertThat(dot.getRecordComponents()[1].isAnnotationPresent(Mark.class)).isTrue();
    var make = dot.getDeclaredConstructor(List.class, int.class);
    make.setAccessible(true);
    assertThat(make.newInstance(List.of("a"), 1))
        .hasToString("Dot[names=[a], x=1]")
        .isEqualTo(make.newInstance(List.of("a"), 1));
    var shape = loader.loadClass(Shape.class.getName());
    assertThat(shape.getPermittedSubclasses())
        .containsExactly(dot, loader.loadClass(Box.class.getName()));
    var box = loader.loadClass(Box.class.getName());
    var sum = box.getDeclaredMethod("sum", int[].class);
    sum.setAccessible(true);
    var boxed = box.getDeclaredConstructor();
    boxed.setAccessible(true);
    assertThat(sum.invoke(boxed.newInstance(), new int[] {1, 2})).isEqualTo(3);
    assertThat(box.getNestHost()).isEqualTo(shape.getNestHost()).isNotEqualTo(box);
    assertThat(Modifier.isStatic(box.getModifiers())).isTrue();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    var name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (var in = StrippedClassesRunTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The JVM trusts only classes of the JDK unseen. */
  private static ClassLoader loader(Map<String, byte[]> classes) {
    return new ClassLoader(StrippedClassesRunTest.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var bytes = classes.get(name);
        if (bytes == null) {
          return super.loadClass(name, resolve);
        }
        var known = findLoadedClass(name);
        return known == null ? defineClass(name, bytes, 0, bytes.length) : known;
      }
    };
  }

  private static byte[] old(int version) {
    var writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, OLD, null, "java/lang/Object", null);
    writer.visitSource("Old.kt", "SMAP");
    addTwice(writer);
    addFail(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** {@code try { i = i + i; } finally { i = i + 0; } return i;} with its variable's name. */
  private static void addTwice(ClassWriter writer) {
    var code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "twice", "(I)I", null, null);
    var start = new Label();
    var subroutine = new Label();
    var end = new Label();
    code.visitCode();
    code.visitLabel(start);
    code.visitLineNumber(1, start);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IADD);
    code.visitVarInsn(Opcodes.ISTORE, 0);
    code.visitJumpInsn(Opcodes.JSR, subroutine);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(subroutine);
    code.visitLineNumber(2, subroutine);
    code.visitVarInsn(Opcodes.ASTORE, 1);
    code.visitIincInsn(0, 0);
    code.visitVarInsn(Opcodes.RET, 1);
    code.visitLabel(end);
    code.visitLocalVariable("i", "I", null, start, end, 0);
    code.visitMaxs(2, 2);
    code.visitEnd();
  }

  private static void addFail(ClassWriter writer) {
    var code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "fail", "()V", null, null);
    var line = new Label();
    code.visitCode();
    code.visitLabel(line);
    code.visitLineNumber(LINE, line);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.ATHROW);
    code.visitMaxs(1, 0);
    code.visitEnd();
  }
}
