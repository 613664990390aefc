package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.support.ClassBytes;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestNameTest {
  @TempDir Path dir;

  private static Optional<String> path(String written) {
    return new ManifestName(written).path();
  }

  @ParameterizedTest
  @CsvSource({
    "a.jar, a.jar",
    "lib/%C3%A4%20b+c.jar, lib/ä b+c.jar",
    "lib/ä[1].jar, lib/ä[1].jar",
    "../conf/, ../conf/",
    "/opt/a.jar, /opt/a.jar",
    "file:///opt/a.jar, /opt/a.jar",
    "FILE:lib/a.jar, lib/a.jar",
  })
  void isReadAsAUri(String written, String path) {
    assertThat(path(written)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com/a.jar", "a%zz.jar", "lib/a:b.jar"})
  void someAreNoFiles(String written) {
    assertThat(path(written)).isEmpty();
  }

  @Test
  void aFolderEndsWithASlashOrWithDots() {
    assertThat(List.of("conf/", ".", "./", "../..", "a/."))
        .allMatch(name -> new ManifestName(name).isFolder());
    assertThat(List.of("a.jar", "conf", "a/b", "...", "a."))
        .noneMatch(name -> new ManifestName(name).isFolder());
  }

  @Test
  void spacesAndEndsOfLinesLieBetweenNames() {
    var manifest = new Attributes();
    assertThat(ManifestName.in(manifest)).isEmpty();
    manifest.put(Attributes.Name.CLASS_PATH, "  a.jar \t b.jar ");
    assertThat(ManifestName.in(manifest))
        .containsExactly(new ManifestName("a.jar"), new ManifestName("b.jar"));
  }

  /** What we say of a name is what Java does with it. */
  @ParameterizedTest
  @ValueSource(strings = {"lib/%61%20b+c.jar", "file:lib/%61%20b+c.jar", "lib/x/../a%20b+c.jar"})
  void javaReadsItSo(String written) throws Exception {
    var folder = Files.createDirectories(dir.resolve("lib/x")).getParent();
    Files.write(folder.resolve("a b+c.jar"), Compiled.jar(Map.of("A.class", ClassBytes.main("A"))));
    var manifest = "Manifest-Version: 1.0\nClass-Path: " + written + "\n";
    var jar =
        Files.write(
            dir.resolve("a.jar"),
            Compiled.jar(
                Map.of("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8))));
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(loader.findResource("A.class")).isNotNull();
    }
    assertThat(new File(dir.toFile(), path(written).orElseThrow())).isFile();
  }
}
