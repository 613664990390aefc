package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedArtifactTest {
  @TempDir Path dir;

  private MavenProject project(String plugin, String type) {
    var poms = new RealPoms(dir);
    poms.pom(
        "pom.xml",
        "<build><finalName>app</finalName><plugins><plugin><artifactId>maven-%s-plugin</artifactId>%s</plugin></plugins></build>"
            .formatted(type, plugin));
    var project = poms.project("pom.xml");
    var handler = new DefaultArtifactHandler(type);
    project.setArtifact(new DefaultArtifact("g", "a", "1", null, type, null, handler));
    return project;
  }

  private String configured(String plugin) {
    return dir.relativize(PackedArtifact.of(project(plugin, "jar"))).toString();
  }

  @Test
  void isWhereThePluginWritesIt() {
    assertThat(configured("")).isEqualTo("target/app.jar");
    assertThat(
            configured(
                "<configuration><outputDirectory>out</outputDirectory><classifier>plain</classifier></configuration>"))
        .isEqualTo("out/app-plain.jar");
    assertThat(
            configured(
                "<configuration><finalName>other</finalName><classifier>${nothing}</classifier></configuration>"))
        .isEqualTo("target/other.jar");
  }

  @Test
  void isThatOfTheLifecyclesExecution() {
    assertThat(
            configured(
                """
                <executions>
                  <execution><id>default-jar</id><configuration><classifier>plain</classifier></configuration></execution>
                  <execution><id>more</id><configuration><classifier>more</classifier></configuration></execution>
                </executions>
                """))
        .isEqualTo("target/app-plain.jar");
  }

  @Test
  void isWhatThisBuildHasPacked() throws Exception {
    var project = project("", "war");
    assertThat(PackedArtifact.of(project)).isEqualTo(dir.resolve("target/app.war"));
    var packed = Files.createFile(dir.resolve("packed.war"));
    project.getArtifact().setFile(packed.toFile());
    assertThat(PackedArtifact.of(project)).isEqualTo(packed);
    // Before the phase package, Maven may have set the folder of classes.
    project.getArtifact().setFile(dir.toFile());
    assertThat(PackedArtifact.of(project)).isEqualTo(dir.resolve("target/app.war"));
  }
}
