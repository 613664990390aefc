package io.github.whittle.jvm;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The modules that flags of the java command need, or that need a flag of jlink. */
public final class FlagModules {
  private static final Map<String, String> BY_BEGINNING =
      Map.of(
          "-XX:StartFlightRecording", "jdk.jfr",
          "-XX:FlightRecorderOptions", "jdk.jfr",
          "-Dcom.sun.management.", "jdk.management.agent",
          "-agentlib:jdwp", "jdk.jdwp.agent",
          "-Xrunjdwp", "jdk.jdwp.agent",
          "-javaagent:", "java.instrument",
          "--include-locales", "jdk.localedata");

  private FlagModules() {}

  /** Module to the flag that needs it. */
  public static Map<String, String> of(Collection<String> flags) {
    var modules = new TreeMap<String, String>();
    for (var flag : flags) {
      BY_BEGINNING.forEach(
          (beginning, module) -> {
            if (flag.startsWith(beginning)) {
              modules.putIfAbsent(module, flag);
            }
          });
    }
    return modules;
  }
}
