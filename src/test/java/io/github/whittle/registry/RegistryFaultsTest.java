package io.github.whittle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the manual: every row names tests that run, and what it says is said. */
class RegistryFaultsTest {
  private static final Pattern NAME = Pattern.compile("`(?:([A-Z]\\w+)\\.?)?([a-z]\\w*)?`");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** What differs from case to case, in the manual and in the sources, and joins of sentences. */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "…|%[sd]|'[\\w.%]+'|\\b(?:[A-Z_]{3,}|[0-9]+|sha256|which)\\b|~/[^\\s\",`]*|[:(),;.]");

  /** Shorter ones are found anywhere. */
  private static final int WORDS = 3;

  /** Where what is said comes from, and the tests of it are. */
  private static final List<String> ROOMS =
      List.of("io/github/whittle/registry", "io/github/whittle/credentials");

  /** Where tests are whose row names no class before them. */
  private static final List<Class<?>> PLACES =
      List.of(
          JibRegistryTransportTest.class,
          RegistryLoginTest.class,
          RegistryPullTest.class,
          RegistryTlsIT.class);

  private record Row(String fault, String said, String tests) {
    @Override
    public String toString() {
      return fault;
    }
  }

  static List<Row> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/registry-faults.md")).stream()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.split("\\|"))
        .map(cells -> new Row(cells[1].strip(), cells[2].strip(), cells[4].strip()))
        .toList();
  }

  @Test
  void thereAreRows() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isATest(Row row) {
    var classes = PLACES;
    var names = NAME.matcher(row.tests()).results().toList();
    assertThat(names).isNotEmpty();
    for (var name : names) {
      classes = name.group(1) == null ? classes : named(name.group(1));
      var tests = tests(classes);
      assertThat(tests).as(name.group()).isNotEmpty();
      if (name.group(2) != null) { // A class alone stands for all of its tests.
        assertThat(tests).contains(name.group(2));
      }
    }
  }

  private static List<String> tests(List<Class<?>> classes) {
    return classes.stream()
        .flatMap(place -> Stream.of(place.getDeclaredMethods()))
        .filter(RegistryFaultsTest::runs)
        .map(Method::getName)
        .toList();
  }

  private static boolean runs(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static List<Class<?>> named(String name) {
    return ROOMS.stream()
        .filter(room -> Files.exists(Path.of("src/test/java", room, name + ".java")))
        .<Class<?>>map(room -> loaded(room.replace('/', '.') + "." + name))
        .toList();
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("there is no such class", e);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isWhatTheUserSees(Row row) throws IOException {
    assertThat(QUOTED.matcher(row.said()).results().flatMap(RegistryFaultsTest::parts).toList())
        .allMatch(sources()::contains);
  }

  /** The sentences, as far as they are the same each time. */
  private static Stream<String> parts(MatchResult quoted) {
    return Stream.of(plain(quoted.group(1)).split("\\|"))
        .map(String::strip)
        .filter(part -> part.split(" ").length >= WORDS);
  }

  private static String plain(String text) {
    return VARIABLE.matcher(text).replaceAll("|").replaceAll("\\s+", " ");
  }

  /** What the product says, and what the tests expect of it. */
  private static String sources() throws IOException {
    var texts = new StringBuilder();
    for (var tree : List.of("src/main/java", "src/test/java")) {
      for (var room : ROOMS) {
        try (var files = Files.walk(Path.of(tree, room))) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .forEach(file -> texts.append(text(file)));
        }
      }
    }
    return texts.toString();
  }

  private static String text(Path file) {
    try {
      return plain(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
