package io.github.whittle.jvm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Maven's archiver writes into the jars of a build of who built when, and with which patch of
 * Java and version of Maven: nothing that a program reads, and on each machine something else.
 *
 * @see <a href="https://maven.apache.org/guides/mini/guide-reproducible-builds.html">Configuring
 *     for Reproducible Builds</a>
 */
enum BuildTraces {
  /** Attributes, which may go on in lines that begin with a space. */
  MANIFEST(
      "(.*/)?META-INF/MANIFEST\\.MF",
      "(?imd)^(Built-By:|Build-Jdk:|Created-By: Apache Maven).*(\n .*)*\n",
      "Built-By, Build-Jdk, and Maven's version"),
  /** A comment as {@link java.util.Properties#store} writes it. */
  PROPERTIES(
      "(.*/)?META-INF/maven/[^/]+/[^/]+/pom\\.properties",
      "(?md)^#\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d .*\\d{4}\r?\n",
      "the date of the build, a comment");

  private final Pattern file;
  private final Pattern trace;
  private final String reason;

  BuildTraces(String file, String trace, String reason) {
    this.file = Pattern.compile(file);
    this.trace = Pattern.compile(trace);
    this.reason = reason;
  }

  /**
   * The file without traces; the same where it has none.
   *
   * @param name from the root of the image, or in a jar
   * @param path for the ledger
   */
  static Content removed(String name, String path, Content content, Ledger ledger)
      throws IOException {
    var traces = in(name, content);
    if (traces.isEmpty()) {
      return content;
    }
    // How many bytes would tell of the machine again, in the bill of materials.
    ledger.reduced(path, 0, JarSlimming.FROM, traces.get().reason);
    return Content.of(traces.get().without(text(content)).getBytes(ISO_8859_1));
  }

  /** What a file has; nothing in one that Maven's archiver did not write. */
  static Optional<BuildTraces> in(String name, Content content) throws IOException {
    for (var traces : values()) {
      if (traces.file.matcher(name).matches() && traces.trace.matcher(text(content)).find()) {
        return Optional.of(traces);
      }
    }
    return Optional.empty();
  }

  private String without(String text) {
    return trace.matcher(text).replaceAll("");
  }

  /** Each byte a character, so that all others come back as they were. */
  private static String text(Content content) throws IOException {
    try (var in = content.open()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  @Override
  public String toString() {
    return reason;
  }
}
