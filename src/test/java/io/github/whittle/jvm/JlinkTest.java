package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JlinkTest {
  @TempDir private Path folder;

  @Test
  void saysTheCompressionInTheWordsOfTheJdk() throws IOException {
    assertThat(options("17.0.15", true)).containsSequence("--compress", "2");
    assertThat(options("17.0.15", false)).containsSequence("--compress", "0");
    assertThat(options("21", true)).containsSequence("--compress", "zip-9");
    assertThat(options("25.0.3", false)).containsSequence("--compress", "zip-0");
  }

  @Test
  void saysTheModulesSortedAndTheUsersOptionsLast() throws IOException {
    var jdk = jdk("a", "25", Optional.empty());
    var request =
        new RuntimeRequest(
            new TreeSet<>(Set.of("java.sql", "java.base")),
            Optional.of("server"),
            false,
            true,
            List.of("--x"));
    assertThat(new Jlink(jdk, jdk).options(request))
        .containsExactly(
            "--add-modules",
            "java.base,java.sql",
            "--compress",
            "zip-0",
            "--no-header-files",
            "--no-man-pages",
            "--vm",
            "server",
            "--x");
  }

  @Test
  void linksTheModulesOfAnotherJdkOfTheSameJava() throws IOException {
    var other = jdk("b", "25", Optional.of(folder.resolve("b/jmods")));
    assertThat(new Jlink(jdk("a", "25.0.3", Optional.empty()), other).options(request(false)))
        .containsSequence("--module-path", folder.resolve("b/jmods").toString());
  }

  @Test
  void aJreHasNoJlink() throws IOException {
    var jdk = jdk("a", "17", Optional.empty());
    Files.delete(folder.resolve("a/bin/jlink"));
    assertThatThrownBy(() -> new Jlink(jdk, jdk))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "JDK 17 ('%s') has no bin/jlink; install the whole JDK (on Debian openjdk-17-jdk-headless), or name another as <jdk>"
                .formatted(folder.resolve("a")));
  }

  @Test
  void anotherJdkNeedsPackagedModulesAndTheSameJava() throws IOException {
    var tools = jdk("a", "25", Optional.empty());
    var image = jdk("b", "25", Optional.empty());
    assertThatThrownBy(() -> new Jlink(tools, image)).hasMessageContaining("has no jmods");
    var older = jdk("c", "21", Optional.of(folder.resolve("c/jmods")));
    assertThatThrownBy(() -> new Jlink(tools, older))
        .hasMessageContaining("run Maven, or its toolchain, with Java 21");
  }

  @Test
  void aFolderThatIsNoJdkIsRefused() {
    assertThatThrownBy(() -> Jdk.at(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("it has neither jmods/java.base.jmod nor lib/modules");
  }

  private List<String> options(String version, boolean small) throws IOException {
    var jdk = jdk(version, version, Optional.empty());
    return new Jlink(jdk, jdk).options(request(small));
  }

  private static RuntimeRequest request(boolean small) {
    return new RuntimeRequest(
        new TreeSet<>(Set.of("java.base")), Optional.empty(), small, false, List.of());
  }

  private Jdk jdk(String name, String version, Optional<Path> packaged) throws IOException {
    var home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/jlink"), "");
    home.resolve("bin/jlink").toFile().setExecutable(true);
    var base = new JdkModule("java.base", version, "linux-amd64", Set.of(), Set.of());
    return new Jdk(home, packaged, Map.of("java.base", base));
  }
}
