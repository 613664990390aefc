package io.github.whittle.slim;

import io.github.whittle.elf.FileFormat;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who asks glibc for users, groups or hosts gets the modules that {@code /etc/nsswitch.conf} names,
 * which glibc opens by name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html">nsswitch.conf(5)</a>
 */
final class NameService implements Rule {
  private static final List<String> ASKING =
      List.of("getpw", "getgr", "getaddrinfo", "gethostby", "getnameinfo", "initgroups", "getserv");
  private static final TreePath CONFIGURATION = new TreePath("/etc/nsswitch.conf");
  private static final Pattern MODULE = Pattern.compile("[a-z_]+");

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept)
      throws IOException {
    if (file.format() instanceof FileFormat.Elf elf
        && elf.file().dynamic().needed().contains("libc.so.6")
        && file.imports().anyBeginsWith(ASKING)) {
      for (var module : modules(subject)) {
        for (var folder : libc(subject)) {
          kept.add(
              folder + "/libnss_" + module + ".so.2", "a name service that " + path + " may ask");
        }
      }
    }
  }

  /** The folders of C libraries, where their modules lie too. */
  private static List<String> libc(Subject subject) {
    return subject.whole().entries().keySet().stream()
        .filter(path -> path.name().equals("libc.so.6"))
        .map(path -> path.parent().orElseThrow().value())
        .toList();
  }

  private static List<String> modules(Subject subject) throws IOException {
    var file = subject.whole().inode(subject.whole().resolve(CONFIGURATION, true)).orElse(null);
    if (!(file instanceof RegularFile conf)) {
      return List.of("files", "dns");
    }
    var modules = new ArrayList<String>();
    try (var in = conf.content().open()) {
      for (var line : new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8).split("\n")) {
        for (var word : line.replaceAll("#.*|^[^:]*:|\\[[^]]*\\]", " ").split("\\s+")) {
          if (MODULE.matcher(word).matches()) {
            modules.add(word);
          }
        }
      }
    }
    return modules;
  }
}
