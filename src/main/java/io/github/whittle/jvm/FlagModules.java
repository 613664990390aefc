package io.github.whittle.jvm;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The modules that flags of the java command need or name, or that need a flag of jlink. */
public final class FlagModules {
  /**
   * Variables of flags: Java reads the first and the last whoever starts it, and the second where
   * its own command does.
   */
  public static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final Map<String, List<String>> BY_BEGINNING =
      Map.of(
          "-XX:StartFlightRecording", List.of("jdk.jfr"),
          "-XX:FlightRecorderOptions", List.of("jdk.jfr"),
          // The agent does not require the module of the beans of processors, collectors, dumps.
          "-Dcom.sun.management.", List.of("jdk.management", "jdk.management.agent"),
          "-agentlib:jdwp", List.of("jdk.jdwp.agent"),
          "-Xrunjdwp", List.of("jdk.jdwp.agent"),
          "-javaagent:", List.of("java.instrument"),
          "--include-locales", List.of("jdk.localedata"));

  /** Flags whose value, behind a {@code =} or as the next word, has modules in it. */
  private static final Pattern NAMING =
      Pattern.compile("(--add-(?:modules|opens|exports|reads))(?:=(.*))?");

  /** Of a module of {@code --add-opens}, or of {@code --add-exports}. */
  private static final Pattern PACKAGE = Pattern.compile("/[^=]*");

  /** Spaces lie between words, unless they are quoted. Possessive: else each letter takes stack. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']++|\"[^\"]*+\"|'[^']*+')++");

  private FlagModules() {}

  /**
   * Module to the flag that needs it; there are modules among them that are no JDK's.
   *
   * @param flags of which each may be several, as variables have them
   */
  public static Map<String, String> of(Collection<String> flags) {
    var words = flags.stream().flatMap(flag -> words(flag).stream()).toList();
    var modules = new TreeMap<String, String>();
    for (int i = 0; i < words.size(); i++) {
      addNeeded(words.get(i), modules);
      addNamed(words.get(i), i + 1 < words.size() ? words.get(i + 1) : "", modules);
    }
    return modules;
  }

  /** The flags in the text of a variable. */
  static List<String> words(String flags) {
    return WORD.matcher(flags)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replaceAll("[\"']", ""))
        .toList();
  }

  private static void addNeeded(String flag, Map<String, String> modules) {
    BY_BEGINNING.forEach(
        (beginning, needed) -> {
          if (flag.startsWith(beginning)) {
            needed.forEach(module -> modules.putIfAbsent(module, flag));
          }
        });
  }

  private static void addNamed(String flag, String next, Map<String, String> modules) {
    var option = NAMING.matcher(flag);
    if (!option.matches()) {
      return;
    }
    var value = option.group(2) == null ? next : option.group(2);
    var whole = option.group(2) == null ? flag + " " + next : flag;
    for (var module : PACKAGE.matcher(value).replaceAll("").split("[=,]")) {
      modules.putIfAbsent(module, whole);
    }
  }
}
