package io.github.whittle.elf;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The folders that glibc's loader searches by itself. They are fixed when it is compiled, and each
 * distribution has its own; so they are read out of its bytes.
 */
final class SystemFolders {
  /** One of {@code SYSTEM_DIRS}, each with a slash and a NUL at its end. */
  private static final Predicate<String> FOLDER =
      Pattern.compile("/[A-Za-z0-9._+/-]*/").asMatchPredicate();

  /** Debian's is of 0.2 MB; one with debug data of 2 MB. */
  private static final int MAX_LOADER = 8 << 20;

  private SystemFolders() {}

  /** The longest list of folders in the loader; none where it has none. */
  static List<String> of(Content loader) throws IOException {
    try (var in = loader.open()) {
      var text = new String(in.readNBytes(MAX_LOADER), StandardCharsets.ISO_8859_1);
      var longest = "";
      var list = new StringBuilder();
      for (var word : (text + "\0.").split("\0")) {
        if (isFolder(word)) {
          list.append(word).append('\0');
        } else {
          longest = list.length() > longest.length() ? list.toString() : longest;
          list.setLength(0);
        }
      }
      return folders(longest);
    }
  }

  private static boolean isFolder(String word) {
    return word.contains("/lib") && FOLDER.test(word);
  }

  /** What is usual where the loader is not known: Debian's, Red Hat's and everybody else's. */
  static List<String> usual(String tuple) {
    return List.of(
        "/lib/" + tuple, "/usr/lib/" + tuple, "/lib64", "/usr/lib64", "/lib", "/usr/lib");
  }

  private static List<String> folders(String list) {
    return Arrays.stream(list.split("\0"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> folder.substring(0, folder.length() - 1))
        .toList();
  }

  /** What {@code $LIB} stands for: {@code lib64}, or {@code lib/x86_64-linux-gnu} on Debian. */
  static String lib(List<String> folders) {
    return folders.get(0).replaceFirst("^/(usr/)?", "");
  }
}
