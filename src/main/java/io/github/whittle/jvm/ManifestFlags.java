package io.github.whittle.jvm;

import io.github.whittle.user.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the manifest of a jar asks of the Java that starts it, as flags: Java reads it with {@code
 * -jar} alone, and an image starts by a class path.
 *
 * @param classes the Java that the main class needs
 * @param oldest that can be the image's Java; an older one may not know a flag
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/25/docs/specs/jar/jar.html#main-attributes">JAR
 *     File Specification, Main Attributes</a>
 */
record ManifestFlags(Archive archive, ClassVersion classes, ClassVersion oldest) {
  private static final ClassVersion MODULES = ClassVersion.JAVA_9;
  private static final ClassVersion NATIVE_ACCESS = new ClassVersion(17);

  /**
   * @param progress is told of what cannot be said by a flag, or maybe not to this Java
   */
  List<String> read(Progress progress) {
    var flags = new ArrayList<String>();
    flags.addAll(known(MODULES, packages("Add-Exports", "--add-exports"), progress));
    flags.addAll(known(MODULES, packages("Add-Opens", "--add-opens"), progress));
    flags.addAll(known(NATIVE_ACCESS, nativeAccess(), progress));
    archive.attribute("Launcher-Agent-Class").ifPresent(name -> warnOfAgent(name, progress));
    return flags;
  }

  private List<String> packages(String attribute, String flag) {
    return archive.attribute(attribute).stream()
        .flatMap(value -> Stream.of(value.split("\\s+")))
        .filter(name -> !name.isEmpty())
        .map(name -> flag + "=" + name + "=ALL-UNNAMED")
        .toList();
  }

  /** Java knows no other value. */
  private List<String> nativeAccess() {
    return archive
        .attribute("Enable-Native-Access")
        .filter("ALL-UNNAMED"::equals)
        .map("--enable-native-access="::concat)
        .stream()
        .toList();
  }

  private List<String> known(ClassVersion since, List<String> flags, Progress progress) {
    if (flags.isEmpty() || oldest.isAtLeast(since)) {
      return flags;
    }
    progress.warn(
        "the manifest of '%s' stands for the flags %s, which Java knows from %s on; the main class is for %s, so they are left out: if the image's Java is newer, write them as <container><jvmFlags>"
            .formatted(archive.name(), String.join(" ", flags), since.java(), classes));
    return List.of();
  }

  private void warnOfAgent(String agent, Progress progress) {
    progress.warn(
        "the manifest of '%s' has the Launcher-Agent-Class %s, which Java heeds with -jar alone, so it is not started; if the application needs it, write -javaagent as <container><jvmFlags>"
            .formatted(archive.name(), agent));
  }
}
