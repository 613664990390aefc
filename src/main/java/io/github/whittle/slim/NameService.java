package io.github.whittle.slim;

import io.github.whittle.elf.FileFormat;
import io.github.whittle.elf.NameServices;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.List;

/**
 * Who asks glibc for users, groups or hosts gets the modules that {@code /etc/nsswitch.conf} names,
 * which glibc opens by name.
 */
final class NameService implements Rule {
  private static final List<String> ASKING =
      List.of("getpw", "getgr", "getaddrinfo", "gethostby", "getnameinfo", "initgroups", "getserv");

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept)
      throws IOException {
    if (file.format() instanceof FileFormat.Elf elf
        && elf.file().dynamic().needed().contains("libc.so.6")
        && file.imports().anyBeginsWith(ASKING)) {
      for (var module : NameServices.of(subject.whole())) {
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
}
