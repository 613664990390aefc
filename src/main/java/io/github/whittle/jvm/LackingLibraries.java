package io.github.whittle.jvm;

import io.github.whittle.image.Platform;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Native libraries that an application has for other platforms, and not for the one of the image.
 * One library may be in several jars, a jar for each platform.
 */
final class LackingLibraries {
  private static final Pattern PLATFORM =
      Pattern.compile(
          "linux|musl|gnu|windows|win|macos|osx|mac|darwin"
              + "|x86[-_]64|amd64|x86|x64|i[3-6]86|aarch[-_]?64|arm64|armv?[0-9]*(hf|el)?"
              + "|ppc64(le)?|ppc|s390x|riscv64|loongarch64|mips64(el)?|32|64");

  private static final Pattern AROUND = Pattern.compile("^lib|" + NativeLibrary.ENDING + "$");

  /** The name of a jar, and all from its version on. */
  private static final Pattern VERSION = Pattern.compile("(.*?)(-[0-9].*)");

  /** How names of jars say a system; kqueue is for macOS what epoll is for Linux. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "macOS", Set.of("mac", "macos", "macosx", "osx", "darwin", "kqueue"),
          "Windows", Set.of("win", "win32", "win64", "windows"));

  private static final Set<String> ARCHITECTURES =
      Set.of("x86", "x64", "64", "win64", "amd64", "i386", "i686", "arm64", "aarch64", "aarch");

  /** With those of the windows that SWT names before them. */
  private static final Set<String> SYSTEMS =
      Stream.concat(
              WORDS.values().stream().flatMap(Set::stream), Stream.of("linux", "cocoa", "gtk"))
          .collect(Collectors.toUnmodifiableSet());

  private final Set<String> there = new TreeSet<>();

  /** Families of jars of which that for Linux is there. */
  private final Set<List<String>> siblings = new HashSet<>();

  /** By library: the platforms that have it, by jar. */
  private final Map<String, Map<String, Set<String>>> ofLinux = new TreeMap<>();

  private final Map<String, Map<String, Set<String>>> ofOthers = new TreeMap<>();

  /**
   * @param jar that has the library
   */
  void add(NativeLibrary library, String jar) {
    var key = key(library.name());
    if (library.madeFor().isEmpty() || library.isOfLinux()) {
      siblings.add(family(jar));
    }
    if (library.madeFor().isEmpty()) {
      there.add(key);
    } else {
      (library.isOfLinux() ? ofLinux : ofOthers)
          .computeIfAbsent(key, k -> new TreeMap<>())
          .computeIfAbsent(jar, j -> new TreeSet<>())
          .add(library.madeFor().get());
    }
  }

  /**
   * The name of the file without what differs from platform to platform; if nothing is left of it,
   * as of {@code amd64.so}, with its folders.
   */
  static String key(String library) {
    var path = library.toLowerCase(Locale.ROOT);
    var name = common(AROUND.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceAll(""));
    return name.isEmpty() ? common(path.substring(0, path.lastIndexOf('/') + 1)) : name;
  }

  private static String common(String text) {
    return PLATFORM.matcher(text).replaceAll("").replaceAll("[-_]", "");
  }

  /** The jars that have a library for other machines with Linux alone, a sentence each. */
  List<String> onOtherMachines(Platform platform) {
    return sentences(ofLinux, there, platform);
  }

  /**
   * The jars that have a library for several systems and no Linux, or for one that the pom may have
   * taken for the machine that builds.
   *
   * <p>What is for one system alone mostly has to be: to attach to a JVM on Windows, to ask macOS
   * for its DNS.
   */
  List<String> onOtherSystems(Platform platform) {
    var linux = new TreeSet<>(there);
    linux.addAll(ofLinux.keySet());
    var told = new TreeMap<String, Map<String, Set<String>>>();
    ofOthers.forEach((key, jars) -> told.put(key, withoutOptional(jars)));
    return sentences(told, linux, platform);
  }

  private Map<String, Set<String>> withoutOptional(Map<String, Set<String>> jars) {
    var systems = new TreeSet<String>();
    jars.values().forEach(systems::addAll);
    var told = new TreeMap<>(jars);
    if (systems.size() == 1) {
      told.keySet().removeIf(jar -> !isChosen(jar, systems.first()));
    }
    return told;
  }

  /**
   * Whether a jar is one of several, each for a machine, of which a pom takes that of the machine
   * that builds: its classifier has the system, as JavaFX has it, or its name has system and
   * architecture, as SWT has them, and the one for Linux is not there.
   *
   * <p>A name with the system alone, as {@code netty-resolver-dns-native-macos}, says what the
   * library is for.
   */
  private boolean isChosen(String jar, String system) {
    var version = VERSION.matcher(jar);
    if (!version.matches()) {
      return false;
    }
    var name = version.group(1);
    return hasWord(system, name)
        ? words(name).anyMatch(ARCHITECTURES::contains) && !siblings.contains(family(jar))
        : hasWord(system, version.group(2));
  }

  /** The words in the name of a jar that its siblings for other machines have, too. */
  private static List<String> family(String jar) {
    var version = VERSION.matcher(jar);
    return words(version.matches() ? version.group(1) : jar)
        .filter(word -> !ARCHITECTURES.contains(word) && !SYSTEMS.contains(word))
        .toList();
  }

  private static boolean hasWord(String system, String name) {
    var words = WORDS.getOrDefault(system, Set.of());
    return words(name).anyMatch(words::contains);
  }

  private static Stream<String> words(String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT).split("[-_.]"));
  }

  private static List<String> sentences(
      Map<String, Map<String, Set<String>>> libraries, Set<String> there, Platform platform) {
    var jars = new TreeMap<String, Set<String>>();
    libraries.forEach(
        (key, platforms) -> {
          if (!there.contains(key)) {
            platforms.forEach((j, names) -> jars.merge(j, names, LackingLibraries::union));
          }
        });
    return jars.entrySet().stream()
        .map(
            e ->
                "%s has native libraries for %s, and none for %s"
                    .formatted(e.getKey(), String.join(", ", e.getValue()), platform))
        .toList();
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }
}
