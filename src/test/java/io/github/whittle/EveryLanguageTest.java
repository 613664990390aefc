package io.github.whittle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** No class of ours writes what depends on the user's language, as its digits and letters do. */
class EveryLanguageTest {
  /** Of a whole number {@code %s} is the same everywhere; {@code %x} and {@code %o} are too. */
  private static final Pattern SPOKEN = Pattern.compile("%[-#+ 0,(<$\\d]*(?:\\.\\d+)?[deEfgGtT]");

  /** Each also takes a language, and should. */
  private static final Set<String> ASKS =
      Set.of(
          "java/lang/String.toLowerCase()Ljava/lang/String;",
          "java/lang/String.toUpperCase()Ljava/lang/String;",
          "java/lang/String.format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;",
          "java/io/PrintStream.printf(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintStream;",
          "java/io/PrintStream.format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintStream;",
          "java/io/PrintWriter.printf(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintWriter;",
          "java/io/PrintWriter.format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintWriter;");

  private static final String FORMATTED = "java/lang/String.formatted";

  @Test
  void classesWriteTheSameInEveryLanguage() throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(Path.of("target", "classes"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        found.addAll(spokenIn(Files.readAllBytes(file)));
      }
    }
    assertThat(found).as("write %s for a whole number, or name Locale.ROOT").isEmpty();
  }

  @Test
  void whatDependsOnALanguageIsSeen() throws IOException {
    var name = EveryLanguageTest.class.getName().replace('.', '/') + "$Speaker.class";
    try (var in = EveryLanguageTest.class.getClassLoader().getResourceAsStream(name)) {
      assertThat(spokenIn(in.readAllBytes()))
          .extracting(line -> line.replaceFirst(".*\\.(\\w+): .*", "$1"))
          .containsOnly("number", "fraction", "letters", "date");
    }
  }

  private static List<String> spokenIn(byte[] bytes) {
    var found = new ArrayList<String>();
    var file = new ClassReader(bytes);
    var visitor =
        new ClassVisitor(ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] exceptions) {
            return new Method(file.getClassName() + "." + name, found);
          }
        };
    file.accept(visitor, ClassReader.SKIP_DEBUG);
    return found;
  }

  /** Texts of a method are formats if it formats at all. */
  private static final class Method extends MethodVisitor {
    private final String name;
    private final List<String> found;
    private final List<String> formats = new ArrayList<>();
    private boolean isFormatting;

    Method(String name, List<String> found) {
      super(ASM9);
      this.name = name;
      this.found = found;
    }

    @Override
    public void visitLdcInsn(Object constant) {
      if (constant instanceof String text && SPOKEN.matcher(text.replace("%%", "")).find()) {
        formats.add(text);
      }
    }

    @Override
    public void visitMethodInsn(int op, String owner, String method, String type, boolean isFace) {
      isFormatting |= (owner + "." + method).equals(FORMATTED);
      if (ASKS.contains(owner + "." + method + type)
          || owner.equals("java/text/SimpleDateFormat")
          || owner.equals("java/text/DecimalFormat")) {
        found.add(name + ": " + method);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String method, String type, org.objectweb.asm.Handle factory, Object... arguments) {
      for (var argument : arguments) {
        if (argument instanceof org.objectweb.asm.Handle handle) {
          visitMethodInsn(0, handle.getOwner(), handle.getName(), handle.getDesc(), false);
        }
      }
    }

    @Override
    public void visitEnd() {
      if (isFormatting) {
        formats.forEach(format -> found.add(name + ": " + format));
      }
    }
  }

  /** What the test has to see, and what not. */
  @SuppressWarnings("unused")
  private static final class Speaker {
    static String number(int n) {
      return "%s of %02d".formatted("a", n);
    }

    static String fraction(double n) {
      return String.format("%.1f", n);
    }

    static String letters(String text) {
      return java.util.Optional.of(text).map(String::toLowerCase).orElse("");
    }

    static String date(java.util.Date date) {
      return new java.text.SimpleDateFormat("yyyy").format(date);
    }

    static String silent(int n) {
      return "%s %04o %02x%%d".formatted(n, n, n);
    }

    static String told(int n) {
      return String.format(java.util.Locale.ROOT, "%,d", n);
    }
  }
}
