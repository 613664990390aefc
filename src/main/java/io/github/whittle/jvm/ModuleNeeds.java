package io.github.whittle.jvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Collects which modules of a JDK a program needs, and for each why, and whether it needs fonts.
 */
public final class ModuleNeeds {
  private static final Pattern CLASS_NAME = Pattern.compile("(?:[\\w$]+\\.)+[\\w$]+");

  private final Jdk jdk;
  private final List<ModuleRule> rules;
  private final Map<String, String> moduleOf = new HashMap<>();
  private final TreeMap<String, Reason> reasons = new TreeMap<>();

  /** Classes that name fonts: those of jars mostly do it for a screen that nobody has. */
  private final TreeSet<String> ownFonts = new TreeSet<>();

  private final TreeSet<String> fontsInJars = new TreeSet<>();

  /**
   * Why a module is there: the first reason by the alphabet, so that it is the same whatever was
   * read first.
   *
   * @param others how many more there are
   */
  public record Reason(String text, int others) {
    Reason plus(String other) {
      return new Reason(other.compareTo(text) < 0 ? other : text, others + 1);
    }

    @Override
    public String toString() {
      return others == 0 ? text : "%s (and %s more)".formatted(text, others);
    }
  }

  /**
   * A class that names fonts.
   *
   * @param own whether it is not of a jar
   */
  public record FontUse(String name, boolean own) {}

  ModuleNeeds(Jdk jdk) throws IOException {
    this.jdk = jdk;
    this.rules = ModuleRule.all(ExtendedCharsets.of(jdk));
    jdk.modules()
        .values()
        .forEach(module -> module.packages().forEach(p -> moduleOf.put(p, module.name())));
  }

  /**
   * A class of the program.
   *
   * @param name for people
   * @param own whether it is not of a jar
   */
  void add(String name, PoolFacts facts, boolean own) throws IOException {
    var modules = new TreeSet<String>();
    facts.types().forEach(type -> module(packageOf(type), modules));
    modules.forEach(module -> add(module, name));
    if (facts.types().stream().anyMatch(ModuleNeeds::isOfFonts)) {
      (own ? ownFonts : fontsInJars).add(name);
    }
    for (var rule : rules) {
      if (!modules.contains(rule.module()) && rule.applies(facts, own, jdk.feature())) {
        modules.add(rule.module());
        add(rule.module(), "%s %s".formatted(name, rule.because()));
      }
    }
    if (own) {
      addNamed(name, new TreeSet<>(facts.texts()), modules);
    }
  }

  /**
   * What {@code Class.forName} may be asked for. Libraries name many classes that nobody needs.
   *
   * @param known modules that the class needs anyway
   */
  private void addNamed(String name, SortedSet<String> texts, Set<String> known)
      throws IOException {
    for (var text : texts) {
      var module = CLASS_NAME.matcher(text).matches() ? exporter(text) : Optional.<String>empty();
      if (module.isPresent() && !known.contains(module.get()) && jdk.hasClass(module.get(), text)) {
        known.add(module.get());
        add(module.get(), "%s names %s".formatted(name, text));
      }
    }
  }

  private Optional<String> exporter(String className) {
    var packageName = packageOf(className.replace('.', '/'));
    return Optional.ofNullable(moduleOf.get(packageName))
        .filter(module -> jdk.modules().get(module).exports().contains(packageName));
  }

  private static boolean isOfFonts(String type) {
    return type.startsWith("java/awt/Font") || type.startsWith("java/awt/font/");
  }

  /** A service of the JDK that a jar provides: whoever asks for it needs its module. */
  void addService(String service, String jar) {
    var modules = new ArrayList<String>();
    module(packageOf(service.replace('.', '/')), modules);
    modules.forEach(module -> add(module, "%s provides %s".formatted(jar, service)));
  }

  /** Passed over where the JDK has no such module. */
  void add(String module, String reason) {
    if (jdk.modules().containsKey(module)) {
      reasons.merge(module, new Reason(reason, 0), (known, one) -> known.plus(one.text()));
    }
  }

  private void module(String packageName, Collection<String> modules) {
    var module = moduleOf.get(packageName);
    if (module != null) {
      modules.add(module);
    }
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('/')));
  }

  Map<String, Reason> reasons() {
    return new TreeMap<>(reasons);
  }

  /** The first class that names fonts, of the program's own if there is one. */
  Optional<FontUse> fonts() {
    return (ownFonts.isEmpty() ? fontsInJars : ownFonts)
        .stream().findFirst().map(name -> new FontUse(name, !ownFonts.isEmpty()));
  }
}
