package io.github.whittle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drawing of the house in docs/design.md, checked: an import points only downwards. */
class HouseTest {
  /** The highest first. */
  private static final List<String> ROOMS =
      List.of(
          "mojo",
          "maven",
          "build",
          "supply",
          "slim",
          "secrets",
          "content",
          "jvm",
          "strip",
          "elf",
          "sandbox",
          "trace",
          "base",
          "registry",
          "network",
          "credentials",
          "report",
          "layout",
          "config",
          "archive",
          "ledger",
          "packages",
          "tree",
          "image",
          "user");

  private static final String ROOT = "io.github.whittle.";

  /** One class in Jib's own package: only from there can its retries be switched off. */
  private static final String ANNEX = "com.google.cloud.tools.jib.http";

  private static final Map<String, Set<String>> USES = uses();

  @Test
  void everyPackageIsARoom() {
    var rooms = new TreeSet<>(ROOMS);
    rooms.add(ANNEX);
    assertThat(USES.keySet()).isEqualTo(rooms);
  }

  @Test
  void importsPointDownwards() {
    USES.forEach(
        (room, used) ->
            used.stream()
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .forEach(
                    other ->
                        assertThat(ROOMS.indexOf(other))
                            .as("%s uses %s", room, other)
                            .isGreaterThan(ROOMS.indexOf(room))));
  }

  @Test
  void eachLibraryHasOneDoor() {
    assertThat(usersOf("com.google.cloud.tools.jib")).containsExactlyInAnyOrder("registry", ANNEX);
    assertThat(usersOf("com.google.api.client")).isSubsetOf("registry", ANNEX);
    assertThat(usersOf("org.apache.http")).containsExactly("registry");
    assertThat(usersOf("org.apache.commons.compress")).containsExactly("archive");
    assertThat(usersOf("com.github.luben.zstd")).containsExactly("archive");
    assertThat(usersOf("org.objectweb.asm")).containsExactly("jvm");
    assertThat(usersOf("org.cyclonedx")).containsExactly("supply");
    assertThat(usersOf("com.github.packageurl")).containsExactly("supply");
    assertThat(usersOf("org.codehaus.plexus.util.xml")).isSubsetOf("maven", "mojo");
    assertThat(usersOf("org.apache.maven")).containsExactlyInAnyOrder("maven", "mojo");
  }

  @Test
  void theLowestRoomsNeedOnlyJava() {
    assertThat(USES.get("user")).allMatch(name -> name.startsWith("java."));
    assertThat(USES.get("tree"))
        .allMatch(name -> name.startsWith("java.") || name.equals(ROOT + "user"));
  }

  private static Set<String> usersOf(String library) {
    return USES.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(name -> name.startsWith(library)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Room to the packages that it uses, without itself, as jdeps finds them in the class files. */
  private static Map<String, Set<String>> uses() {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    jdeps.run(
        out,
        out,
        "--ignore-missing-deps",
        "-verbose:package",
        "--multi-release",
        "base",
        Path.of("target", "classes").toString());
    var line = Pattern.compile(" +(?:" + Pattern.quote(ROOT) + ")?(\\S+) +-> (\\S+) .*");
    var uses = new TreeMap<String, Set<String>>();
    for (var match : text.toString().lines().map(line::matcher).toList()) {
      if (match.matches() && !match.group(2).equals(ROOT + match.group(1))) {
        uses.computeIfAbsent(match.group(1), room -> new TreeSet<>()).add(match.group(2));
      }
    }
    return uses;
  }
}
