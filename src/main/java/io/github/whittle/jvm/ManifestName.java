package io.github.whittle.jvm;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.stream.Stream;

/**
 * A name in the {@code Class-Path} of a manifest: a URI, but as Java reads it, to which only
 * escapes and the scheme matter.
 *
 * @param written as the manifest has it
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html#class-path-attribute">JAR
 *     File Specification, Class-Path Attribute</a>
 */
record ManifestName(String written) {
  static List<ManifestName> in(Attributes manifest) {
    return Optional.ofNullable(manifest.getValue(Attributes.Name.CLASS_PATH)).stream()
        .flatMap(value -> Stream.of(value.split("\\s+")))
        .filter(name -> !name.isEmpty())
        .map(ManifestName::new)
        .toList();
  }

  /** Absolute, or from the folder of the jar; nothing for what is no file. */
  Optional<String> path() {
    int colon = written.indexOf(':');
    if (colon >= 0 && !written.substring(0, colon).equalsIgnoreCase("file")) {
      return Optional.empty();
    }
    var path = written.substring(colon + 1).replaceFirst("^/+", "/");
    try {
      return Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isAbsolute() {
    return path().filter(path -> path.startsWith("/")).isPresent();
  }

  /** To Java anything else is a jar. */
  boolean isFolder() {
    return written.matches("(.*/)?\\.{0,2}");
  }
}
