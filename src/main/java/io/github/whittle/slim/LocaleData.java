package io.github.whittle.slim;

import io.github.whittle.config.PathPattern;
import io.github.whittle.elf.FileFormat;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What glibc opens for a program that asks for locales, time zones or character sets: of locales
 * and zones those that the image's environment names, of character sets all.
 */
final class LocaleData implements Rule {
  private static final List<String> LOCALE = List.of("setlocale", "newlocale");
  private static final List<String> ZONE = List.of("localtime", "tzset", "mktime");
  private static final List<String> CHARSETS = List.of("iconv_open");
  private static final PathPattern.Any GCONV =
      PathPattern.any(
          List.of(
              new PathPattern("/usr/lib/gconv/**"),
              new PathPattern("/usr/lib64/gconv/**"),
              new PathPattern("/usr/lib/*/gconv/**")));

  private final Set<List<String>> done = new LinkedHashSet<>();

  @Override
  public void apply(TreePath path, Loadable file, Subject subject, KeptPaths kept)
      throws IOException {
    if (!(file.format() instanceof FileFormat.Elf) || path.name().startsWith("libc.so")) {
      return;
    }
    var imports = file.imports();
    if (isFirst(imports, LOCALE)) {
      addLocales(subject, kept, "locale data that " + path + " may open");
    }
    if (isFirst(imports, ZONE)) {
      addZones(subject, kept, "the time zone that " + path + " may open");
    }
    if (isFirst(imports, CHARSETS)) {
      subject.whole().entries().keySet().stream()
          .filter(GCONV::matches)
          .forEach(p -> kept.add(p.value(), "a character set that " + path + " may ask for"));
    }
  }

  private boolean isFirst(Imports imports, List<String> names) {
    return !done.contains(names) && imports.anyBeginsWith(names) && done.add(names);
  }

  private static void addLocales(Subject subject, KeptPaths kept, String reason) {
    var names = new LinkedHashSet<>(List.of("C.utf8", "C.UTF-8"));
    subject
        .environment()
        .forEach(
            (name, value) -> {
              if (name.equals("LANG") || name.equals("LANGUAGE") || name.startsWith("LC_")) {
                names.add(value);
                names.add(value.replace("UTF-8", "utf8"));
              }
            });
    names.removeIf(name -> name.isEmpty() || name.contains("/"));
    for (var name : names) {
      addFolder("/usr/lib/locale/" + name, subject, kept, reason);
      addFolder("/usr/share/locale/" + name.replaceAll("[._@].*", ""), subject, kept, reason);
    }
  }

  private static void addFolder(String folder, Subject subject, KeptPaths kept, String reason) {
    subject.whole().below(new TreePath(folder)).keySet().forEach(p -> kept.add(p.value(), reason));
  }

  private static void addZones(Subject subject, KeptPaths kept, String reason) {
    kept.add("/etc/localtime", reason);
    kept.add("/etc/timezone", reason);
    var zone = subject.environment().getOrDefault("TZ", "UTC").replaceFirst("^:", "");
    kept.add(zone.startsWith("/") ? zone : "/usr/share/zoneinfo/" + zone, reason);
  }
}
