package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the manual: every row names tests, and all of them are there. */
class RegistryFaultsTest {
  private static final Pattern ROW = Pattern.compile("\\|.*\\|([^|]+)\\|");
  private static final Pattern NAME = Pattern.compile("`(?:([A-Z]\\w+)\\.?)?([a-z]\\w*)?`");
  private static final List<Class<?>> PLACES =
      List.of(
          JibRegistryTransportTest.class,
          RegistryLoginTest.class,
          RegistryPullTest.class,
          RegistryTlsIT.class);

  @Test
  void everyRowIsATest() throws Exception {
    var rows =
        Files.readAllLines(Path.of("docs/registry-faults.md")).stream()
            .map(ROW::matcher)
            .filter(row -> row.matches())
            .map(row -> row.group(1).strip())
            .skip(2)
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    for (var row : rows) {
      var names = NAME.matcher(row).results().toList();
      assertThat(names).as(row).isNotEmpty();
      assertThat(names).as(row).allMatch(RegistryFaultsTest::isThere);
    }
  }

  /** A name without its class may be in any of the usual ones. */
  private static boolean isThere(MatchResult name) {
    var classes = name.group(1) == null ? PLACES : named(name.group(1));
    return name.group(2) == null
        ? !classes.isEmpty()
        : classes.stream()
            .flatMap(place -> Stream.of(place.getDeclaredMethods()))
            .map(Method::getName)
            .anyMatch(name.group(2)::equals);
  }

  private static List<Class<?>> named(String name) {
    try {
      return List.of(Class.forName(RegistryFaultsTest.class.getPackageName() + "." + name));
    } catch (ClassNotFoundException e) {
      return List.of();
    }
  }
}
