package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What Spring Boot packs for the packed form alone: the launcher that reads jars in jars, what
 * names it as a provider of services, and the tools that unpack a jar.
 */
record SpringBootLauncher(Archive archive) {
  private static final String FOLDER = "org/springframework/boot/loader/";
  private static final Pattern TOOLS =
      Pattern.compile("spring-boot-jarmode-(tools|layertools)-[^/]+\\.jar");

  boolean has(ZipMember member) {
    return member.name().startsWith(FOLDER);
  }

  static boolean isTool(String jar) {
    return TOOLS.matcher(jar).matches();
  }

  /**
   * A file without the lines that name providers in the launcher: Java fails where one is not
   * found. Empty where nobody else is named; the content itself where nothing is to go.
   */
  Content withoutProviders(ZipMember member) throws IOException {
    if (!member.name().startsWith(Archive.SERVICES)) {
      return member.content();
    }
    try (var in = member.content().open()) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var lines = text.lines().filter(line -> !isHere(line)).toList();
      if (lines.size() == text.lines().count()) {
        return member.content();
      }
      boolean anyone = lines.stream().anyMatch(line -> !provider(line).isEmpty());
      var left = anyone ? String.join("\n", lines) + "\n" : "";
      return Content.of(left.getBytes(StandardCharsets.UTF_8));
    }
  }

  private boolean isHere(String line) {
    var file = provider(line).replace('.', '/') + ".class";
    return file.startsWith(FOLDER) && archive.members().containsKey(file);
  }

  /** Behind {@code #} is a comment. */
  private static String provider(String line) {
    return line.replaceFirst("#.*", "").strip();
  }
}
