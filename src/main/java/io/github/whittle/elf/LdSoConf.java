package io.github.whittle.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The folders that an image's {@code /etc/ld.so.conf} adds to the loader's own.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ldconfig.8.html">ldconfig(8)</a>
 */
final class LdSoConf {
  static final String FILE = "/etc/ld.so.conf";

  private final ImageFiles files;
  private final Set<String> read = new LinkedHashSet<>();
  private final Set<String> folders = new LinkedHashSet<>();

  private LdSoConf(ImageFiles files) {
    this.files = files;
  }

  /** In the order of the file; none where there is no such file. */
  static List<String> folders(ImageFiles files) throws IOException {
    var conf = new LdSoConf(files);
    conf.read(FILE);
    return List.copyOf(conf.folders);
  }

  private void read(String file) throws IOException {
    if (!read.add(file)) {
      return;
    }
    for (var line : files.text(file).split("\n")) {
      var words = line.replaceAll("#.*", "").strip().split("\\s+");
      if (words[0].equals("include")) {
        for (int i = 1; i < words.length; i++) {
          include(words[i], file);
        }
      } else if (words[0].startsWith("/")) {
        // "folder=libc5" is how old files name the C library of a folder.
        folders.add(words[0].replaceAll("=.*", ""));
      }
    }
  }

  private void include(String pattern, String from) throws IOException {
    var path = pattern.startsWith("/") ? pattern : parent(from) + "/" + pattern;
    for (var file : matches(path)) {
      read(file);
    }
  }

  /** Wildcards in the last name only, as every distribution has them. */
  private List<String> matches(String path) {
    var pattern = path.substring(path.lastIndexOf('/') + 1);
    var result = new ArrayList<String>();
    for (var name : files.names(parent(path))) {
      if (isMatch(pattern, name)) {
        result.add(parent(path) + "/" + name);
      }
    }
    return result;
  }

  /** No regular expression: one of many stars would take for ever. */
  private static boolean isMatch(String pattern, String name) {
    int at = 0;
    int star = -1;
    int from = 0;
    for (int i = 0; i < name.length(); ) {
      char c = at < pattern.length() ? pattern.charAt(at) : 0;
      if (c == '*') {
        star = at++;
        from = i;
      } else if (c == '?' || c == name.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++from;
      } else {
        return false;
      }
    }
    return pattern.substring(at).replace("*", "").isEmpty();
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
