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
  void speaksEnglishWhateverTheMachineDoes() throws IOException {
    var jdk = jdk("a", "25", Optional.empty());
    assertThat(new Jlink(jdk, jdk).command(request(false), folder.resolve("out")))
        .startsWith(
            folder.resolve("a/bin/jlink").toString(),
            "-J-Duser.language=en",
            "-J-Duser.country=US",
            "--add-modules")
        .endsWith("--output", folder.resolve("out").toString());
  }

  @Test
  void linksTheModulesOfAnotherJdkOfTheSameJava() throws IOException {
    var other = jdk("b", "25", Optional.of(folder.resolve("b/jmods")));
    var jlink = new Jlink(jdk("a", "25.0.3", Optional.empty()), other);
    assertThat(jlink.command(request(false), folder.resolve("out")))
        .containsSequence("--module-path", folder.resolve("b/jmods").toString());
  }

  @Test
  void aJdkOfAnotherJavaForThisMachineIsLinkedByItsOwnJlink() throws IOException {
    var build = jdk("a", "17", Optional.of(folder.resolve("a/jmods")));
    var image = jdk("b", "25", Optional.empty());
    assertThat(Jlink.of(build, image)).isEqualTo(new Jlink(image, image));
    assertThat(Jlink.of(build, image).command(request(true), folder.resolve("out")))
        .containsSequence("--compress", "zip-9")
        .doesNotContain("--module-path");
    var older = jdk("c", "11", Optional.of(folder.resolve("c/jmods")));
    assertThat(Jlink.of(build, older)).isEqualTo(new Jlink(older, older));
  }

  @Test
  void aJdkForAnotherMachineIsLinkedByThatOfTheBuild() throws IOException {
    var build = jdk("a", "25.0.1", Optional.empty());
    var packaged = Optional.of(folder.resolve("b/jmods"));
    var arm = jdk("b", "25.0.3", "linux-aarch64", packaged);
    assertThat(Jlink.of(build, arm).tools()).isEqualTo(build);
    var musl = jdk("c", "25.0.3", packaged);
    Files.writeString(folder.resolve("c/release"), "LIBC=\"musl\"\n");
    assertThat(Jlink.of(build, musl).tools()).isEqualTo(build);
  }

  @Test
  void aJreHasNoJlink() throws IOException {
    var jre = jre("a");
    var message =
        "JDK 17 ('%s') has no bin/jlink: it only runs Java; install the whole JDK (on Debian openjdk-17-jdk-headless), or name another as <jdk>"
            .formatted(folder.resolve("a"));
    refuses(jre, jre, message);
    refuses(jdk("b", "25", Optional.empty()), jre, message);
    refuses(jre, jdk("c", "17", "linux-aarch64", Optional.of(folder.resolve("c/jmods"))), message);
  }

  @Test
  void whatOnlyTheBuildCanLinkNeedsPackagedModulesAndTheSameJava() throws IOException {
    var build = jdk("a", "25", Optional.empty());
    refuses(
        build,
        jdk("b", "25", "linux-aarch64", Optional.empty()),
        "JDK 25 ('%s') has no jmods, and without them only its own jlink can link it, on its own platform; add the jmods that its vendor has as a further download"
            .formatted(folder.resolve("b")));
    var words =
        "jlink of JDK 25 ('%s') cannot link the modules of JDK 21 ('%s'), since it links only its own Java; %srun Maven, or its toolchain, with a JDK 21";
    refuses(
        build,
        jdk("c", "21", "linux-aarch64", Optional.of(folder.resolve("c/jmods"))),
        words.formatted(folder.resolve("a"), folder.resolve("c"), ""));
    var modules = jdk("d", "21", Optional.of(folder.resolve("d")));
    Files.delete(folder.resolve("d/bin/jlink"));
    refuses(
        build,
        modules,
        words.formatted(
            folder.resolve("a"),
            folder.resolve("d"),
            "name the folder of a whole JDK, with bin/jlink, as <jdk>, or "));
  }

  private static void refuses(Jdk build, Jdk source, String message) {
    assertThatThrownBy(() -> Jlink.of(build, source))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
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

  private Jdk jre(String name) throws IOException {
    var jdk = jdk(name, "17", Optional.empty());
    Files.delete(jdk.home().resolve("bin/jlink"));
    return jdk;
  }

  private Jdk jdk(String name, String version, Optional<Path> packaged) throws IOException {
    return jdk(name, version, "linux-amd64", packaged);
  }

  private Jdk jdk(String name, String version, String target, Optional<Path> packaged)
      throws IOException {
    var home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/jlink"), "");
    home.resolve("bin/jlink").toFile().setExecutable(true);
    var base = new JdkModule("java.base", version, target, Set.of(), Set.of(), Set.of());
    return new Jdk(home, packaged, Map.of("java.base", base));
  }
}
