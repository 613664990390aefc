package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.ClassStrip;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.jvm.Application.Part;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class KeptVariablesTest {
  private static final TreePath CLASS = new TreePath("/app/classes/Sample.class");

  @TempDir Path dir;

  private final List<Part> parts = new ArrayList<>();
  private final RecordedProgress progress = new RecordedProgress();
  private byte[] sample = sample("", false);

  @BeforeEach
  void aJarOfNothingSpecial() throws IOException {
    library("a.jar", "ex/A.class");
    Files.writeString(dir.resolve("b.jar"), "no jar at all");
    parts.add(part(Kind.DEPENDENCIES, "/app/libs/b.jar", Content.of(dir.resolve("b.jar"))));
  }

  private void library(String name, String entry) throws IOException {
    var jar = Files.write(dir.resolve(name), Compiled.jar(Map.of(entry, new byte[0])));
    parts.add(part(Kind.DEPENDENCIES, "/app/libs/" + name, Content.of(jar)));
  }

  private static Part part(Kind kind, String path, Content content) {
    return new Part(
        kind, FileTree.of(new TreePath(path), new RegularFile(Attributes.of(0644, 1), content)));
  }

  /** A method {@code m(int number)}, with a line and debug data of another language. */
  private static byte[] sample(String annotation, boolean parameters) {
    var writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Sample", null, "java/lang/Object", null);
    writer.visitSource("Sample.kt", "SMAP");
    var method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "m", "(I)V", null, null);
    if (!annotation.isEmpty()) {
      method.visitAnnotation("Lorg/aspectj/lang/annotation/" + annotation + ";", true).visitEnd();
    }
    if (parameters) {
      method.visitParameter("number", 0);
    }
    var start = new Label();
    var end = new Label();
    method.visitCode();
    method.visitLabel(start);
    method.visitLineNumber(7, start);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(end);
    method.visitLocalVariable("number", "I", null, start, end, 0);
    method.visitMaxs(0, 1);
    method.visitEnd();
    return writer.toByteArray();
  }

  /** The names of variables that are left, and the debug data. */
  private List<String> left(ClassStrip which) throws IOException {
    parts.add(part(Kind.CLASSES, CLASS.value(), Content.of(sample)));
    var variables = KeptVariables.in(parts);
    variables.tell(parts, progress);
    var tree = new ClassRewriting(which, variables, new Ledger()).rewritten(last());
    var file = (RegularFile) tree.entries().get(CLASS);
    try (var in = file.content().open()) {
      var bytes = in.readAllBytes();
      assertThat(bytes).hasSize((int) file.content().size());
      return names(bytes);
    }
  }

  private FileTree last() {
    return parts.get(parts.size() - 1).files();
  }

  private static List<String> names(byte[] classFile) {
    var names = new ArrayList<String>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public void visitSource(String source, String debug) {
                if (debug != null) {
                  names.add(debug);
                }
              }

              @Override
              public MethodVisitor visitMethod(int a, String n, String d, String s, String[] e) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitLocalVariable(
                      String name, String d, String s, Label start, Label end, int index) {
                    names.add(name);
                  }
                };
              }
            },
            0);
    return names;
  }

  @Test
  void namesGoWhereNobodyReadsThem() throws IOException {
    assertThat(left(ClassStrip.DEBUG)).isEmpty();
    assertThat(progress.lines()).isEmpty();
  }

  /** Its weaver may come by {@code -javaagent}. */
  @ParameterizedTest
  @ValueSource(strings = {"Aspect", "Pointcut"})
  void anAspectKeepsThemWhateverIsOnTheClassPath(String annotation) throws IOException {
    sample = sample(annotation, true);
    assertThat(left(ClassStrip.DEBUG)).containsExactly("number");
    assertThat(progress.lines()).singleElement().asString().contains("AspectJ");
  }

  @ParameterizedTest
  @EnumSource(value = VariableReader.class, mode = EnumSource.Mode.EXCLUDE, names = "ASPECTJ")
  void aLibraryThatReadsThemKeepsThemAndIsNamedOnce(VariableReader reader) throws IOException {
    library("reader.jar", reader.by().orElseThrow());
    assertThat(left(ClassStrip.ALL)).containsExactly("number");
    assertThat(progress.lines()).singleElement().asString().contains(reader.toString());
  }

  @Test
  void springReadsNamesOfParametersInstead() throws IOException {
    library("spring-core-5.3.39.jar", VariableReader.SPRING.by().orElseThrow());
    sample = sample("", true);
    assertThat(left(ClassStrip.DEBUG)).isEmpty();
    assertThat(progress.lines()).isEmpty();
  }

  /** No method has a parameter that somebody could ask for; javac names none in lambdas. */
  @ParameterizedTest
  @EnumSource(value = VariableReader.class, mode = EnumSource.Mode.EXCLUDE, names = "ASPECTJ")
  void aClassWithoutParametersHasNothingToRead(VariableReader reader) throws IOException {
    library("reader.jar", reader.by().orElseThrow());
    sample =
        Compiled.sample(
            "Object o() { int n = 1; java.util.function.IntSupplier r = () -> n; return r; } native void b(int n);",
            "-g");
    assertThat(left(ClassStrip.DEBUG)).isEmpty();
    assertThat(progress.lines()).isEmpty();
  }

  @Test
  void aLambdaHasNoNamesOfParametersForSpring() throws IOException {
    library("spring-core-5.3.39.jar", VariableReader.SPRING.by().orElseThrow());
    var members = "java.util.function.IntUnaryOperator m(int n) { return i -> i + n; }";
    sample = Compiled.sample(members, "-g", "-parameters");
    assertThat(left(ClassStrip.DEBUG)).isEmpty();
    assertThat(progress.lines()).isEmpty();
    parts.remove(parts.size() - 1);
    sample = Compiled.sample(members, "-g");
    assertThat(left(ClassStrip.DEBUG)).contains("n");
    assertThat(progress.lines()).singleElement().asString().contains("Spring before 6.1");
  }

  @Test
  void anUnknownClassFileConcernsNobody() {
    var unknown = sample("", false);
    unknown[7] = 99;
    var all = new KeptVariables(EnumSet.allOf(VariableReader.class));
    assertThat(all.reader(unknown)).isEmpty();
    assertThat(all.reader(new byte[20])).isEmpty();
    assertThat(all.reader(sample("", false))).contains(VariableReader.SPRING);
  }
}
