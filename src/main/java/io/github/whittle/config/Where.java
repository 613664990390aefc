package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.util.Comparator;

/**
 * Where something was written, as errors name it: {@code pom.xml:21: <to><image>} or {@code
 * -Dwhittle.to.image}.
 *
 * @param file as the user would call it; empty for what no file holds
 * @param line from 1; 0 where Maven does not tell
 * @param what the tags or the property
 */
public record Where(String file, int line, String what) implements Comparable<Where> {
  private static final Comparator<Where> ORDER =
      Comparator.comparing(Where::file).thenComparingInt(Where::line);

  /** A property, which has no line. */
  static Where property(String name) {
    return new Where("", 0, "-D" + name);
  }

  /** The same place, with other words for what is there. */
  Where naming(String other) {
    return new Where(file, line, other);
  }

  /** Only file and line, for example {@code pom.xml:21}. */
  String position() {
    return line == 0 ? file : file + ":" + line;
  }

  /** An error that begins with this place. */
  public InvalidInputException refuse(String message) {
    return new InvalidInputException(this + ": " + message);
  }

  @Override
  public int compareTo(Where other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file.isEmpty() ? what : position() + ": " + what;
  }
}
