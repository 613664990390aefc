package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderTest {
  private static final String IMPLEMENTOR = "IMPLEMENTOR=\"Eclipse Adoptium\"";
  private static final String BUILD = "JAVA_RUNTIME_VERSION=\"25.0.3+9-LTS\"";
  private static final String RELEASE =
      "%s\nIMPLEMENTOR_VERSION=\"Temurin-25.0.3+9\"\n%s\nJAVA_VERSION=\"25.0.3\"\nSOURCE=\"\"\n"
          .formatted(IMPLEMENTOR, BUILD);
  private static final String LINKED = "JAVA_VERSION=\"25.0.3\"\nMODULES=\"java.base\"\n";

  @TempDir private Path folder;

  @Test
  void isWhatAJdkSaysOfItself() throws IOException {
    release(folder);
    assertThat(of(folder).lines()).containsExactly(IMPLEMENTOR, BUILD);
  }

  @Test
  void isSaidOfModulesWhereTheirJdkHasThem() throws IOException {
    release(folder);
    assertThat(of(folder.resolve("jmods")).lines()).containsExactly(IMPLEMENTOR, BUILD);
    assertThat(of(folder.resolve("others")).lines()).isEmpty();
    release(Files.createDirectory(folder.resolve("others")));
    assertThat(of(folder.resolve("others")).lines()).containsExactly(IMPLEMENTOR, BUILD);
  }

  @Test
  void ofAnArchiveComesWithItsModules() throws IOException {
    assertThat(inArchive("jdk/jmods/", "jdk/")).containsExactly(IMPLEMENTOR, BUILD);
    assertThat(inArchive("jmods/", "")).containsExactly(IMPLEMENTOR, BUILD);
    assertThat(inArchive("", "")).containsExactly(IMPLEMENTOR, BUILD);
    assertThat(inArchive("modules/", "")).isEmpty();
    assertThat(inArchive("jdk/jmods/", "other/")).isEmpty();
  }

  @Test
  void completesWhatJlinkWrites() throws IOException {
    release(folder);
    var runtime = Files.createDirectory(folder.resolve("runtime"));
    Files.writeString(runtime.resolve("release"), LINKED);
    of(folder).addTo(runtime);
    assertThat(runtime.resolve("release"))
        .hasContent(LINKED + IMPLEMENTOR + "\n" + BUILD + "\n")
        .hasSize(LINKED.length() + IMPLEMENTOR.length() + BUILD.length() + 2L);
  }

  @Test
  void leavesWhatTheUserSays() throws IOException {
    release(folder);
    var own = LINKED + "IMPLEMENTOR=us\n";
    var runtime = Files.createDirectory(folder.resolve("runtime"));
    Files.writeString(runtime.resolve("release"), own);
    of(folder).addTo(runtime);
    assertThat(runtime.resolve("release")).hasContent(own + BUILD + "\n");
  }

  @Test
  void decidesWhichRuntimeItIs() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createFile(folder.resolve("bin/jlink")).toFile().setExecutable(true);
    Files.createDirectory(folder.resolve("lib"));
    var before = key();
    release(folder);
    assertThat(key()).isNotEqualTo(before);
  }

  @Test
  void everyFileThatJlinkTakesDecidesToo() throws IOException {
    var etc = Files.createDirectories(folder.resolve("etc/security"));
    Files.writeString(etc.resolve("java.security"), "a=1");
    var home = Files.createDirectories(folder.resolve("jdk"));
    for (var file : List.of("bin/jlink", "bin/java", "legal/java.base/LICENSE", "lib/modules")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.writeString(home.resolve(file), "1").toFile().setExecutable(true);
    }
    Files.createSymbolicLink(home.resolve("conf"), Path.of("../etc"));
    var keys = new HashSet<>(Set.of(key(home)));
    assertThat(key(home)).isIn(keys);
    for (var file :
        List.of(
            "bin/java", "legal/java.base/LICENSE", "lib/modules", "conf/security/java.security")) {
      Files.writeString(home.resolve(file), "other");
      assertThat(keys.add(key(home))).as(file).isTrue();
    }
  }

  private String key() throws IOException {
    return key(folder);
  }

  private static String key(Path home) throws IOException {
    var jdk = jdk(home);
    var request =
        new RuntimeRequest(
            new TreeSet<>(Set.of("java.base")), Optional.empty(), false, false, List.of());
    return new LinkedRuntime(jdk, jdk, Optional.empty(), request, false).key().toString();
  }

  private List<String> inArchive(String modules, String release) throws IOException {
    var archive = folder.resolve("jdk.zip");
    Files.write(
        archive,
        Compiled.jar(
            Map.of(
                modules + "java.base.jmod",
                new byte[1],
                release + "release",
                RELEASE.getBytes(StandardCharsets.UTF_8))));
    try (var work = new WorkFolder(Path.of("target"))) {
      return of(JdkArchive.modules(archive, work)).lines();
    }
  }

  private static Builder of(Path home) throws IOException {
    return Builder.of(jdk(home));
  }

  private static Jdk jdk(Path home) {
    var base = new JdkModule("java.base", "25.0.3", "linux-amd64", Set.of(), Set.of(), Set.of());
    return new Jdk(home, Optional.empty(), Map.of("java.base", base));
  }

  private static void release(Path home) throws IOException {
    Files.writeString(home.resolve("release"), RELEASE);
  }
}
