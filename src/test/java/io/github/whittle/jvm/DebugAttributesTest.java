package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.config.ClassStrip;
import io.github.whittle.tree.Content;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class DebugAttributesTest {
  @TempDir Path dir;

  /** Something to run: a variable of a generic type, a lambda. */
  static String hello(String name) {
    List<String> names = List.of(name, "!");
    var text = new StringBuilder();
    names.forEach(part -> text.append(part));
    return text.toString();
  }

  private static List<Path> classes(String folder) throws Exception {
    try (var files = Files.walk(Path.of("target", folder))) {
      return files.filter(f -> f.toString().endsWith(".class")).toList();
    }
  }

  private static byte[] own() throws Exception {
    return Files.readAllBytes(
        Path.of("target/test-classes/io/github/whittle/jvm/DebugAttributesTest.class"));
  }

  /** What ASM makes of a class after it dropped the same; with constants in the order of use. */
  private static byte[] byAsm(byte[] classFile, boolean dropsDebug) {
    var writer = new ClassWriter(0);
    var visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitSource(String source, String debug) {
            super.visitSource(source, dropsDebug ? null : debug);
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            var next = super.visitMethod(access, name, descriptor, signature, thrown);
            return new MethodVisitor(Opcodes.ASM9, next) {
              @Override
              public void visitLocalVariable(
                  String n, String d, String s, Label start, Label end, int index) {
                if (!dropsDebug) {
                  super.visitLocalVariable(n, d, s, start, end, index);
                }
              }
            };
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    return writer.toByteArray();
  }

  @Test
  void asmFindsTheSameClassesWithoutTheirVariables() throws Exception {
    int smaller = 0;
    for (var file : classes("classes/io/github/whittle/config")) {
      var before = Files.readAllBytes(file);
      var after = DebugAttributes.without(ClassStrip.DEBUG, before);
      assertThat(byAsm(after, false)).as(file.toString()).isEqualTo(byAsm(before, true));
      smaller += after.length < before.length ? 1 : 0;
    }
    assertThat(smaller).isGreaterThan(30);
  }

  private String javap(byte[] classFile) throws Exception {
    var file = Files.write(dir.resolve("A.class"), classFile);
    var out = new StringWriter();
    var javap = ToolProvider.findFirst("javap").orElseThrow();
    javap.run(new PrintWriter(out), new PrintWriter(out), "-v", "-p", file.toString());
    return out.toString();
  }

  @Test
  void lineNumbersStayUnlessAllGoes() throws Exception {
    assertThat(javap(names()))
        .contains("LocalVariableTable:", "LocalVariableTypeTable:", "LineNumberTable:");
    assertThat(javap(DebugAttributes.without(ClassStrip.DEBUG, names())))
        .contains("LineNumberTable:", "SourceFile: ", "StackMapTable:")
        .doesNotContain("LocalVariableTable:", "LocalVariableTypeTable:");
    assertThat(javap(DebugAttributes.without(ClassStrip.ALL, names())))
        .contains("StackMapTable:", "BootstrapMethods:")
        .doesNotContain("LocalVariableTable:", "LineNumberTable:", "SourceFile: ");
    assertThat(DebugAttributes.without(ClassStrip.NONE, names())).isEqualTo(names());
  }

  private static byte[] names() throws Exception {
    return Files.readAllBytes(Path.of("target/classes/io/github/whittle/config/Names.class"));
  }

  @Test
  void methodParametersStayEvenIfAllGoes() {
    var writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_ABSTRACT, "A", null, "java/lang/Object", null);
    writer.visitSource("A.kt", "SMAP\nA.kt\nKotlin\n");
    var method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "m", "(I)V", null, null);
    method.visitParameter("wanted", 0);
    method.visitEnd();
    var seen = new StringBuilder();
    var stripped = DebugAttributes.without(ClassStrip.ALL, writer.toByteArray());
    new ClassReader(stripped)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public void visitSource(String source, String debug) {
                seen.append("source ");
              }

              @Override
              public MethodVisitor visitMethod(int a, String n, String d, String s, String[] e) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitParameter(String name, int access) {
                    seen.append(name);
                  }
                };
              }
            },
            0);
    assertThat(seen).hasToString("wanted");
  }

  @Test
  void whatIsLeftRuns() throws Exception {
    var name = DebugAttributesTest.class.getName();
    var loader =
        new ClassLoader(null) {
          Class<?> define(byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    var stripped = DebugAttributes.without(ClassStrip.ALL, methodOnly());
    var type = loader.define(stripped);
    var hello = type.getDeclaredMethod("hello", String.class);
    hello.setAccessible(true);
    assertThat(hello.invoke(null, "a")).isEqualTo("a!");
  }

  /** This class without what its other methods would load. */
  private static byte[] methodOnly() throws Exception {
    var writer = new ClassWriter(0);
    new ClassReader(own())
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(int a, String n, String d, String s, String[] e) {
                return n.equals("hello") || n.startsWith("lambda$hello")
                    ? super.visitMethod(a, n, d, s, e)
                    : null;
              }
            },
            0);
    return writer.toByteArray();
  }

  /** Every length of an attribute, and of code, in turn. */
  @Test
  void lengthsBeyondTheFileAreRefusedBeforeMemoryIsAskedForThem() throws Exception {
    var names = names();
    int refused = 0;
    for (int at = 0; at < names.length - 4; at++) {
      var bytes = names.clone();
      ByteBuffer.wrap(bytes).putInt(at, 0x7fff_ff00);
      refused +=
          StrippedClass.of(Content.of(bytes), ClassStrip.DEBUG, KeptVariables.NONE).isEmpty()
              ? 1
              : 0;
    }
    assertThat(refused).isGreaterThan(50);
  }

  @Test
  void aClassOfAJavaToComeIsNotTouched() throws Exception {
    var bytes = own();
    ByteBuffer.wrap(bytes).putShort(6, (short) 999);
    assertThatThrownBy(() -> DebugAttributes.without(ClassStrip.DEBUG, bytes))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
