package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file in which Spring Boot writes the order of an archive's class path.
 *
 * @see <a
 *     href="https://docs.spring.io/spring-boot/specification/executable-jar/nested-jars.html">Nested
 *     JARs, Classpath Index</a>
 */
record SpringBootIndex(Archive archive) {
  private static final Pattern ENTRY = Pattern.compile("- \"(.+)\"");

  /**
   * All jars, those that it names first and in its order: of a packed archive the launcher takes
   * the others too.
   *
   * @throws InvalidInputException if the archive lacks one that it names
   */
  List<ZipMember> sorted(List<ZipMember> jars) throws IOException {
    var sorted = new LinkedHashSet<>(named());
    sorted.addAll(jars);
    return List.copyOf(sorted);
  }

  private List<ZipMember> named() throws IOException {
    var index = archive.attribute("Spring-Boot-Classpath-Index").map(archive.members()::get);
    if (index.isEmpty()) {
      return List.of();
    }
    try (var in = index.get().content().open()) {
      var found = ENTRY.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return found.results().map(m -> library(m.group(1), index.get())).toList();
    }
  }

  private ZipMember library(String name, ZipMember index) {
    var folder = archive.attribute("Spring-Boot-Lib").orElse("");
    return Stream.of(name, folder + name)
        .flatMap(n -> Stream.ofNullable(archive.members().get(n)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "'%s' in '%s' names '%s', which is not in it; package it again"
                        .formatted(index.name(), archive.file(), name)));
  }
}
