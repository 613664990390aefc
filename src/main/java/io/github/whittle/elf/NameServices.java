package io.github.whittle.elf;

import io.github.whittle.tree.Lookup;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The modules that glibc asks for users, groups and hosts, and opens by name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html">nsswitch.conf(5)</a>
 */
public final class NameServices {
  public static final String FILE = "/etc/nsswitch.conf";

  /** What glibc asks without that file. */
  public static final Set<String> USUAL = Set.of("files", "dns");

  private static final Pattern MODULE = Pattern.compile("[a-z0-9_]+");

  private NameServices() {}

  /** Those that {@link #FILE} of an image names, or the usual ones where there is none. */
  public static Set<String> of(Lookup image) throws IOException {
    var files = new ImageFiles(image);
    if (files.find(FILE).isEmpty()) {
      return USUAL;
    }
    var modules = new TreeSet<String>();
    for (var line : files.text(FILE).split("\n")) {
      for (var word : line.replaceAll("#.*|^[^:]*:|\\[[^]]*]", " ").split("\\s+")) {
        if (MODULE.matcher(word).matches()) {
          modules.add(word);
        }
      }
    }
    return modules;
  }
}
