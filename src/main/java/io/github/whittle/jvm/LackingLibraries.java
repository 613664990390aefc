package io.github.whittle.jvm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Native libraries that an application has for other machines with Linux, and not for the one of
 * the image. One library may be in several jars, a jar for each machine.
 */
final class LackingLibraries {
  private static final Pattern PLATFORM =
      Pattern.compile(
          "linux|musl|gnu|x86[-_]64|amd64|x86|i[3-6]86|aarch[-_]?64|arm64|armv?[0-9]*(hf|el)?"
              + "|ppc64(le)?|ppc|s390x|riscv64|loongarch64|mips64(el)?|32|64");

  private final Set<String> there = new TreeSet<>();
  private final TreeMap<String, String> elsewhere = new TreeMap<>();

  /**
   * @param jar that has the library
   */
  void add(NativeLibrary library, String jar) {
    if (library.madeFor().isEmpty()) {
      there.add(key(library));
    } else if (library.isOfLinux()) {
      elsewhere.putIfAbsent(key(library), jar);
    }
  }

  /** The name of the file without the words that say its platform. */
  private static String key(NativeLibrary library) {
    var path = library.name().toLowerCase(Locale.ROOT);
    var name = PLATFORM.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceAll("");
    return name.replaceAll("[-_]", "");
  }

  /** The jars whose libraries lack, sorted. */
  List<String> jars() {
    return elsewhere.entrySet().stream()
        .filter(e -> !there.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .distinct()
        .sorted()
        .toList();
  }
}
