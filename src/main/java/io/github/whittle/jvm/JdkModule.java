package io.github.whittle.jvm;

import java.util.Set;

/**
 * A module of a JDK.
 *
 * @param version as the JDK says it, for example {@code 25.0.3}
 * @param target the platform as JDKs write it, for example {@code linux-amd64}; empty if the module
 *     does not say
 * @param requires names of the modules that it cannot be without
 * @param packages with {@code /} between the names, also those that it does not export
 * @param exports the packages that it exports to everyone
 */
record JdkModule(
    String name,
    String version,
    String target,
    Set<String> requires,
    Set<String> packages,
    Set<String> exports) {
  JdkModule {
    requires = Set.copyOf(requires);
    packages = Set.copyOf(packages);
    exports = Set.copyOf(exports);
  }
}
