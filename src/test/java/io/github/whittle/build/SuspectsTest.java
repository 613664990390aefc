package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.ledger.Decision;
import io.github.whittle.trace.Trace;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SuspectsTest {
  private static final List<Decision> REMOVED =
      List.of(
          removed("/usr/lib/libssl.so.3"),
          removed("/usr/share/zoneinfo"),
          removed("/etc/app.conf"),
          removed("/usr/bin/last"),
          removed("/usr/lib/python3.11/decimal.py"),
          removed("/usr/lib/python3.11/xml/dom/__init__.py"));

  private static Decision removed(String path) {
    return new Decision(Decision.Action.REMOVED, path, 5, "base", "not reachable");
  }

  private static String sentence(Set<String> missing, String said) {
    var paths = missing.stream().map(TreePath::new).collect(Collectors.toCollection(TreeSet::new));
    return new Suspects(REMOVED, new Trace(new TreeSet<>(), paths), said)
        .sentence()
        .orElse("nobody");
  }

  @Test
  void aFileThatWasLookedForAndRemovedIsNamedWithTheLineThatKeepsIt() {
    assertThat(sentence(Set.of("/etc/app.conf", "/etc/ld.so.preload"), ""))
        .isEqualTo(
            "'/etc/app.conf' was looked for, and had been removed (not reachable); to keep it, add <keep>/etc/app.conf</keep> to <slim>");
  }

  @Test
  void ofSeveralTheOneThatTheProgramComplainsOf() {
    var said = "app: error while loading shared libraries: libssl.so.3: cannot open shared object";
    assertThat(sentence(Set.of("/etc/app.conf", "/usr/lib/libssl.so.3"), said))
        .contains("/usr/lib/libssl.so.3")
        .doesNotContain("app.conf");
  }

  @Test
  void whatIsInARemovedFolderIsItsFolder() {
    assertThat(sentence(Set.of("/usr/share/zoneinfo/Europe/Berlin"), ""))
        .contains("<keep>/usr/share/zoneinfo</keep>");
  }

  @Test
  void withoutAWatcherTheProgramsOwnWordsMustDo() {
    assertThat(sentence(Set.of(), "No such file or directory: '/etc/app.conf'"))
        .contains("<keep>/etc/app.conf</keep>");
    assertThat(sentence(Set.of(), "Segmentation fault")).isEqualTo("nobody");
    assertThat(sentence(Set.of("/nope"), "x/my-app.config")).isEqualTo("nobody");
  }

  @Test
  void aModuleOfPythonIsTheFileThatItIsIn() {
    var traceback = "Traceback (most recent call last):\n  File \"/app.py\", line 2\n";
    assertThat(sentence(Set.of(), traceback + "ModuleNotFoundError: No module named 'decimal'"))
        .isEqualTo(
            "'/usr/lib/python3.11/decimal.py' may be what the program misses, and had been removed (not reachable); to keep it, add <keep>/usr/lib/python3.11/decimal.py</keep> to <slim>");
    assertThat(sentence(Set.of(), traceback + "ImportError: No module named xml.dom"))
        .contains("<keep>/usr/lib/python3.11/xml/dom/__init__.py</keep>")
        .doesNotContain("/usr/bin/last");
  }
}
