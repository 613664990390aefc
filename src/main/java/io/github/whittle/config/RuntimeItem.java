package io.github.whittle.config;

import java.util.List;
import java.util.Optional;

/**
 * {@code <runtime>}: a Java runtime of the modules that the classes above it need.
 *
 * @param jdk whose modules are linked; nothing for the toolchain's, else the running one
 * @param modules more ones than those that are found
 * @param vm which virtual machine; nothing for what the JDK has
 * @param cds whether an archive of the JDK's classes is there, which makes it start sooner
 * @param cacerts whether the certificates that Java trusts are there
 * @param legal whether the JDK's legal notices are there
 * @param headless whether that which needs a screen, a printer or a sound card is left out
 * @param lineNumbers whether the JDK's own classes keep their line numbers
 * @param options more ones for jlink, none that another parameter is for
 */
public record RuntimeItem(
    Where where,
    Optional<JdkSource> jdk,
    List<String> modules,
    Optional<Vm> vm,
    @Default("false") boolean cds,
    @Default("true") boolean cacerts,
    @Default("true") boolean legal,
    @Default("true") boolean headless,
    @Default("false") boolean lineNumbers,
    List<String> options)
    implements ContentItem {
  public RuntimeItem {
    modules = List.copyOf(modules);
    options = List.copyOf(options);
    JlinkOption.check(options);
  }

  /** As an empty tag. */
  static RuntimeItem usual(Where where) {
    return new RuntimeItem(
        where,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false,
        true,
        true,
        true,
        false,
        List.of());
  }

  @Override
  public boolean followsOthers() {
    return true;
  }
}
