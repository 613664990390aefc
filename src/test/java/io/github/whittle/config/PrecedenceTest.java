package io.github.whittle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command line, configuration, the pom's properties, the JVM's, default. */
class PrecedenceTest {
  private static final String PORT = "whittle.container.ports";

  @ParameterizedTest
  @CsvSource({
    "1, 2, 3, 4, 1",
    " , 2, 3, 4, 2",
    " ,  , 3, 4, 3",
    " ,  ,  , 4, 4",
    "1,  , 3,  , 1",
    " , 2,  , 4, 2",
    " ,  ,  ,  , "
  })
  void weighsInOneOrder(String user, String pom, String project, String system, Integer expected) {
    var bind =
        Bind.pom(
            pom == null ? "" : "<container><ports><port>" + pom + "</port></ports></container>");
    if (user != null) {
      bind.user(PORT, user);
    }
    if (project != null) {
      bind.project(PORT, project);
    }
    if (system != null) {
      bind.system(PORT, system);
    }
    assertThat(bind.read().container().ports())
        .extracting(PortRange::first)
        .isEqualTo(expected == null ? java.util.List.of() : java.util.List.of(expected));
  }

  @Test
  void hasAPropertyForEveryScalarListAndMap() {
    var bind =
        Bind.pom("")
            .user("whittle.from.platforms", "linux/amd64, linux/arm64")
            .user("whittle.to.image", "localhost:5000/a")
            .user("whittle.to.tags", "a,b")
            .user("whittle.to.auth.username", "me")
            .user("whittle.to.auth.password", "pw")
            .user("whittle.container.entrypoint", "/app,--x")
            .user("whittle.container.environment", "A=1,B=2\\,3")
            .user("whittle.push.skip", "true")
            .user("whittle.skip", "false")
            .user("whittle.allowInsecureRegistries", "localhost:5000")
            .user("whittle.outputDirectory", "elsewhere");
    var read = bind.read();
    assertThat(read.from().platforms()).hasSize(2);
    assertThat(read.to().tagNames()).containsExactly("a", "b");
    assertThat(read.to().auth()).contains(new Auth("me", "pw"));
    assertThat(read.container().entrypoint().orElseThrow().words()).containsExactly("/app", "--x");
    assertThat(read.container().environment())
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "2,3"));
    assertThat(read.push().skip()).isTrue();
    assertThat(read.allowInsecureRegistries().hosts()).containsExactly("localhost:5000");
    assertThat(read.outputDirectory()).isEqualTo(Bind.FOLDER.resolve("elsewhere"));
  }

  @Test
  void replacesAListAsAWhole() {
    var read =
        Bind.pom("<to><tags><tag>x</tag><tag>y</tag></tags></to>")
            .user("whittle.to.tags", "z")
            .read();
    assertThat(read.to().tagNames()).containsExactly("z");
  }

  @Test
  void mayEmptyAListFromTheCommandLine() {
    var read = Bind.pom("<to><tags><tag>x</tag></tags></to>").user("whittle.to.tags", "").read();
    assertThat(read.to().tags()).isEmpty();
  }

  @Test
  void doesNotEvaluateWhatTheCommandLineOverrides() {
    var read = Bind.pom("<to><image>${unset}</image></to>").user("whittle.to.image", "a/b").read();
    assertThat(read.to().image()).isPresent();
  }

  @Test
  void doesNotEvaluateTheCommandLine() {
    var read = Bind.pom("").user("whittle.container.args", "${HOME}").read();
    assertThat(read.container().args()).containsExactly("${HOME}");
  }

  @Test
  void readsTheShorthandFromEverySource() {
    assertThat(compression(b -> b, "zstd")).isEqualTo("zstd");
    assertThat(compression(b -> b.user("whittle.compression", "zstd"), "")).isEqualTo("zstd");
    assertThat(compression(b -> b.project("whittle.compression", "zstd"), "")).isEqualTo("zstd");
    assertThat(compression(b -> b.project("whittle.compression", "zstd"), "gzip"))
        .isEqualTo("gzip");
  }

  @Test
  void addsPropertiesToTheShorthand() {
    assertThat(compression(b -> b.user("whittle.compression.level", "19"), "zstd"))
        .isEqualTo("zstd 19");
    assertThat(
            compression(
                b -> b.user("whittle.compression", "zstd").user("whittle.compression.level", "19"),
                "gzip"))
        .isEqualTo("zstd 19");
    assertThat(
            compression(
                b ->
                    b.project("whittle.compression", "zstd")
                        .project("whittle.compression.level", "19"),
                ""))
        .isEqualTo("zstd 19");
  }

  @Test
  void dropsTheLevelOfAnotherTypeThanTheCommandLines() {
    assertThat(
            compression(
                b -> b.user("whittle.compression", "zstd"), "<type>gzip</type><level>9</level>"))
        .isEqualTo("zstd");
  }

  @Test
  void theShortFormOnTheCommandLineIsTheWholeTagAndAPartIsAPart() {
    var pom = "<cache><folder>c</folder><limit>1 kB</limit></cache>";
    var whole = Bind.pom(pom).user("whittle.cache", "d").read().cache();
    assertThat(whole).isEqualTo(Bind.pom("<cache>d</cache>").read().cache());
    var part = Bind.pom(pom).user("whittle.cache.folder", "d").read().cache();
    assertThat(part.folder()).contains(Bind.FOLDER.resolve("d"));
    assertThat(part.limit().bytes()).isEqualTo(1_000);
  }

  @Test
  void readsTheCacheAsAPathOrInParts() {
    var usual = Bind.pom("").read().cache();
    assertThat(usual.folder()).isEmpty();
    assertThat(usual.limit().bytes()).isEqualTo(10_000_000_000L);
    assertThat(usual.unused().duration()).hasDays(30);
    var parts =
        Bind.pom("<cache><folder>c</folder><limit>1.5 GiB</limit><unused>12 hours</unused></cache>")
            .user("whittle.cache.limit", "20 MB")
            .read()
            .cache();
    assertThat(parts.folder()).contains(Bind.FOLDER.resolve("c"));
    assertThat(parts.limit().bytes()).isEqualTo(20_000_000);
    assertThat(parts.unused().duration()).hasHours(12);
    for (var path :
        List.of(Bind.pom("<cache>c</cache>"), Bind.pom("").project("whittle.cache", "c"))) {
      var read = path.user("whittle.cache.unused", "1 day").read().cache();
      assertThat(read.folder()).contains(Bind.FOLDER.resolve("c"));
      assertThat(read.limit()).isEqualTo(usual.limit());
      assertThat(read.unused().duration()).hasDays(1);
    }
    var alone = Bind.pom("<cache><limit>1 kB</limit></cache><nonsense/>");
    assertThat(alone.binder().cache(alone.node()).limit().bytes()).isEqualTo(1_000);
  }

  private static String compression(Function<Bind, Bind> sources, String inside) {
    var pom = inside.isEmpty() ? "" : "<compression>" + inside + "</compression>";
    var read = sources.apply(Bind.pom(pom)).read().compression();
    Optional<Integer> level = read.level();
    return read.type() + level.map(l -> " " + l).orElse("");
  }
}
