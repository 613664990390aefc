package io.github.whittle.jvm;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who reads names of local variables from class files when an application runs, and goes on
 * otherwise, or fails, without. The class that does it tells that a library is there, and that it
 * is of a version that does.
 *
 * <p>Jackson's parameter names, MyBatis and Hibernate Validator read {@code MethodParameters}
 * alone, Kotlin its own metadata: both stay.
 */
enum VariableReader {
  /** Its weaver may come by {@code -javaagent}, from outside the class path. */
  ASPECTJ("AspectJ, for what advice and pointcuts take", "") {
    @Override
    boolean concerns(String classFile) {
      return classFile.contains(constant("Lorg/aspectj/lang/annotation/Aspect;"))
          || classFile.contains(constant("Lorg/aspectj/lang/annotation/Pointcut;"));
    }
  },
  /**
   * @see <a href="https://github.com/spring-projects/spring-framework/issues/29559">removed in
   *     6.1</a>
   */
  SPRING(
      "Spring before 6.1, where code is compiled without -parameters",
      "org/springframework/core/LocalVariableTableParameterNameDiscoverer.class") {
    @Override
    boolean reads(ParameterNames names) {
      return names.areLeftOut();
    }
  },
  PARANAMER("Paranamer", "com/thoughtworks/paranamer/BytecodeReadingParanamer.class"),
  FASTJSON("fastjson", "com/alibaba/fastjson/asm/MethodCollector.class"),
  FASTJSON2("fastjson2", "com/alibaba/fastjson2/internal/asm/MethodCollector.class"),
  NUTZ("Nutz", "org/nutz/lang/util/MethodParamNamesScaner.class"),
  /** It may weave every class, and tells advice the names of what methods take. */
  WEAVER(
      "AspectJ's weaver, where code is compiled without -parameters",
      "org/aspectj/weaver/loadtime/Agent.class") {
    @Override
    boolean reads(ParameterNames names) {
      return names.areLeftOut();
    }
  };

  private final String text;
  private final String by;

  VariableReader(String text, String by) {
    this.text = text;
    this.by = by;
  }

  /** The class that does it, as an entry of a jar; none for what need not be on the class path. */
  Optional<String> by() {
    return by.isEmpty() ? Optional.empty() : Optional.of(by);
  }

  /** Whether it may read them in this one. */
  final boolean reads(byte[] classFile) {
    return concerns(new String(classFile, StandardCharsets.ISO_8859_1))
        && reads(ParameterNames.of(classFile));
  }

  boolean concerns(String classFile) {
    return true;
  }

  /** Most read all that there are, whatever else has the names. */
  boolean reads(ParameterNames names) {
    return names.areWanted();
  }

  /** As it stands in a class file: its kind, its length, itself. */
  private static String constant(String text) {
    return "\u0001" + (char) (text.length() >>> 8) + (char) (text.length() & 0xff) + text;
  }

  @Override
  public String toString() {
    return text;
  }
}
