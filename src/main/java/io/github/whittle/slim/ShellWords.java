package io.github.whittle.slim;

import io.github.whittle.elf.FileFormat;
import io.github.whittle.elf.SearchPath;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every word of a shell script that names a program of the image: more than the script calls, and
 * rarely less.
 */
final class ShellWords implements Rule {
  private static final Pattern SHELL = Pattern.compile(".*/(sh|bash|dash|ash|ksh|zsh)");

  /** Longer ones are archives that unpack themselves. */
  private static final int MAX_SCRIPT = 1 << 20;

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept)
      throws IOException {
    if (file.format() instanceof FileFormat.Script script
        && SHELL.matcher(script.interpreter()).matches()) {
      try (var in = file.content().open()) {
        var text = new String(in.readNBytes(MAX_SCRIPT), StandardCharsets.UTF_8);
        addPrograms(text, "named in the script " + path, subject, kept);
      }
    }
  }

  /** Keeps every file that a word names, by its path or on the image's PATH. */
  static void addPrograms(String text, String reason, Subject subject, KeptPaths kept) {
    var search = SearchPath.of(subject.environment());
    for (var word : words(text)) {
      if (word.startsWith("/")) {
        kept.add(word, reason);
      } else {
        kept.addProgram(word, search, reason);
      }
    }
  }

  private static Set<String> words(String text) {
    var words = new LinkedHashSet<>(Arrays.asList(text.split("[^A-Za-z0-9_./+@:\\[-]+")));
    words.removeIf(word -> word.isEmpty() || word.endsWith("/") || word.contains("//"));
    return words;
  }
}
