package io.github.whittle.jvm;

import io.github.whittle.config.ClassStrip;
import io.github.whittle.tree.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.util.Optional;

/**
 * A class file without debug attributes, made whenever it is read.
 *
 * @param variables which class files keep the names of theirs
 * @param size of the class file that is left
 */
record StrippedClass(Content original, ClassStrip which, KeptVariables variables, long size)
    implements Content {

  /** Why a file is left as it is. */
  static final String LEFT = "it is no class file, or of a Java that is not known yet";

  /** Nothing for a file that is left as it is: it is no class file, or of an unknown Java. */
  static Optional<StrippedClass> of(Content original, ClassStrip which, KeptVariables variables)
      throws IOException {
    try {
      var bytes = stripped(original, which, variables);
      return Optional.of(new StrippedClass(original, which, variables, bytes.length));
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static byte[] stripped(Content original, ClassStrip which, KeptVariables variables)
      throws IOException {
    var bytes = bytes(original);
    return variables.reader(bytes).isPresent()
        ? DebugAttributes.withVariables(which, bytes)
        : DebugAttributes.without(which, bytes);
  }

  private static byte[] bytes(Content content) throws IOException {
    try (var in = content.open()) {
      return in.readAllBytes();
    }
  }

  @Override
  public InputStream open() throws IOException {
    return new ByteArrayInputStream(stripped(original, which, variables));
  }

  /** Bytes that are gone. */
  long saved() {
    return original.size() - size;
  }
}
