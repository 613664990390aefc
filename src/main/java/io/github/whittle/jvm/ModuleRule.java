package io.github.whittle.jvm;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A module that classes need without naming a type of it: the JDK looks for it at run time.
 *
 * @param until the first JDK that has no such module any more, or needs it no more; 0 for none
 * @param ownOnly whether it counts only in classes that are not in jars: libraries name every
 *     locale and every charset that there is, and much else that few programs ask them for
 * @param because goes on after "…: "
 */
record ModuleRule(
    String module, int until, boolean ownOnly, Predicate<PoolFacts> shows, String because) {
  private static final int EVER = 0;

  private static final String TOOL = "calls a tool of the JDK by name";

  private static final Set<String> LOCALES =
      Set.of(
          "GERMAN",
          "GERMANY",
          "FRENCH",
          "FRANCE",
          "ITALIAN",
          "ITALY",
          "JAPANESE",
          "JAPAN",
          "KOREAN",
          "KOREA",
          "CHINESE",
          "CHINA",
          "PRC",
          "TAIWAN",
          "SIMPLIFIED_CHINESE",
          "TRADITIONAL_CHINESE",
          "UK",
          "CANADA",
          "CANADA_FRENCH",
          "forLanguageTag");

  private static final List<ModuleRule> ALWAYS =
      List.of(
          rule(
              "jdk.attach",
              c -> any(c.texts(), "com.sun.tools.attach.VirtualMachine"),
              "attaches to a JVM, its own mostly"),
          own("jdk.compiler", ModuleRule::compiles, "calls the compiler"),
          new ModuleRule(
              "jdk.crypto.ec",
              22, // https://bugs.openjdk.org/browse/JDK-8308398: since then in java.base
              false,
              ModuleRule::asksTheNetwork,
              "TLS agrees on keys with elliptic curves"),
          rule(
              "jdk.crypto.cryptoki", c -> any(c.texts(), "SunPKCS11"), "asks for keys of PKCS #11"),
          own(
              "jdk.crypto.cryptoki",
              c -> any(c.types(), "java/security/") && c.texts().contains("PKCS11"),
              "asks for keys of PKCS #11"),
          own("jdk.jartool", c -> callsTool(c, "jar", "jarsigner"), TOOL),
          own("jdk.javadoc", c -> callsTool(c, "javadoc"), TOOL),
          own("jdk.jdeps", c -> callsTool(c, "jdeps", "javap", "jdeprscan"), TOOL),
          own("jdk.jlink", c -> callsTool(c, "jlink", "jmod"), TOOL),
          own("jdk.jpackage", c -> callsTool(c, "jpackage"), TOOL),
          own(
              "jdk.localedata",
              c ->
                  c.types().contains("java/util/Locale")
                      && c.names().stream().anyMatch(LOCALES::contains),
              "names a locale other than English of the USA"),
          rule(
              "jdk.management",
              c ->
                  any(c.types(), "java/lang/management/")
                      || any(c.texts(), "com.sun.management.", "com.sun.management:"),
              "reads figures of the JVM and the machine"),
          own(
              "jdk.management.jfr",
              c -> any(c.texts(), "jdk.management.jfr:"),
              "records by a bean of JMX"),
          rule(
              "java.management.rmi",
              c -> any(c.types(), "javax/management/remote/JMXConnector"),
              "reaches JMX over the network"),
          rule("jdk.naming.dns", c -> any(c.texts(), "com.sun.jndi.dns."), "asks DNS by JNDI"),
          rule(
              "jdk.naming.rmi",
              c -> any(c.texts(), "com.sun.jndi.rmi.", "service:jmx:rmi:///jndi/"),
              "looks up RMI by JNDI"),
          own(
              "jdk.naming.rmi",
              c -> any(c.types(), "javax/management/remote/JMXConnector"),
              "reaches JMX over the network, by JNDI mostly"),
          rule("jdk.net", c -> any(c.texts(), "jdk.net."), "sets options of sockets by name"),
          rule(
              "jdk.security.auth",
              c -> any(c.texts(), "com.sun.security.auth."),
              "names a login module"),
          rule(
              "jdk.security.jgss",
              c -> c.texts().contains("GSSAPI") && any(c.types(), "javax/security/sasl/"),
              "SASL by Kerberos"),
          rule(
              "jdk.unsupported",
              c -> any(c.texts(), "sun.misc.Unsafe", "sun.misc.Signal", "sun.reflect."),
              "looks for it by name"),
          own(
              "jdk.zipfs",
              ModuleRule::readsClasses,
              "calls the compiler, which opens jars with it"),
          rule(
              "jdk.zipfs",
              c ->
                  c.types().contains("java/nio/file/FileSystems")
                      && c.names().contains("newFileSystem"),
              "opens jars as file systems"));

  /**
   * All rules.
   *
   * @param charsets of the JDK that is linked
   */
  static List<ModuleRule> all(ExtendedCharsets charsets) {
    var charset =
        own(ExtendedCharsets.MODULE, charsets::areNamed, "names a charset that java.base lacks");
    return Stream.concat(Stream.of(charset), ALWAYS.stream()).toList();
  }

  boolean applies(PoolFacts facts, boolean own, int feature) {
    return (own || !ownOnly) && (until == EVER || feature < until) && shows.test(facts);
  }

  private static ModuleRule rule(String module, Predicate<PoolFacts> shows, String because) {
    return new ModuleRule(module, EVER, false, shows, because);
  }

  private static ModuleRule own(String module, Predicate<PoolFacts> shows, String because) {
    return new ModuleRule(module, EVER, true, shows, because);
  }

  private static boolean any(Set<String> texts, String... beginnings) {
    for (var text : texts) {
      for (var beginning : beginnings) {
        if (text.startsWith(beginning)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Not so who only names a URL, as those of resources. */
  private static boolean asksTheNetwork(PoolFacts facts) {
    return any(facts.types(), "javax/net/ssl/", "java/net/http/", "java/net/HttpURLConnection")
        || facts.types().contains("java/net/URL")
            && (facts.names().contains("openConnection") || facts.names().contains("openStream"));
  }

  private static boolean compiles(PoolFacts facts) {
    return facts.types().contains("javax/tools/ToolProvider")
            && facts.names().contains("getSystemJavaCompiler")
        || callsTool(facts, "javac");
  }

  /** By the compiler's own reader: without it they pass over jars, or fail. */
  private static boolean readsClasses(PoolFacts facts) {
    return compiles(facts) || callsTool(facts, "javadoc", "javap", "jdeps", "jdeprscan");
  }

  private static boolean callsTool(PoolFacts facts, String... tools) {
    return facts.types().contains("java/util/spi/ToolProvider")
        && Stream.of(tools).anyMatch(facts.texts()::contains);
  }
}
