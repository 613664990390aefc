package io.github.whittle.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskPathTest {
  @TempDir Path folder;

  /** In a JVM of its own: the locale of a JVM's files is that which it was started in. */
  @Test
  void takesEveryNameWhereNoLocaleIsSet() throws Exception {
    var classes = System.getProperty("java.class.path");
    assumeTrue(classes.chars().allMatch(c -> c < 0x80), "Java does not find such a path there");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(java, "-cp", classes, Named.class.getName())
            .directory(folder.toFile())
            .inheritIO();
    builder.environment().put("LC_ALL", "C");

    assertThat(builder.start().waitFor()).isZero();
    assertThat(DiskPath.below(folder, Named.NAME)).hasContent("names are bytes");
    assertThat(folder.resolve("link")).hasContent("names are bytes");
  }
}
