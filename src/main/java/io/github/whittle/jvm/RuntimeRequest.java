package io.github.whittle.jvm;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A Java runtime as it is wanted.
 *
 * @param modules the roots; what these require comes along
 * @param vm which of the JDK's virtual machines; nothing for all it has, mostly one
 * @param small whether the classes are compressed inside the runtime: less on disk, more to pull
 * @param lineNumbers whether the JDK's own classes keep their debug attributes
 * @param options more ones for jlink
 */
public record RuntimeRequest(
    SortedSet<String> modules,
    Optional<String> vm,
    boolean small,
    boolean lineNumbers,
    List<String> options) {
  public RuntimeRequest {
    modules = new TreeSet<>(modules);
    options = List.copyOf(options);
  }
}
