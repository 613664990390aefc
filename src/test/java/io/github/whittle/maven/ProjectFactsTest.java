package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.maven.model.Scm;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectFactsTest {
  /** Whoever pulls an image reads its annotations. */
  @ParameterizedTest
  @CsvSource({
    "https://user:secret@git.example/app, https://git.example/app",
    "https://user:p@ss@git.example/app, https://git.example/app",
    "https://git@secret@git.example/app, https://git.example/app",
    "ssh://git@git.example, ssh://git@git.example",
    "https://secret@git.example/app, https://git.example/app",
    "scm:git:ssh://user:secret@git.example/app, scm:git:ssh://git.example/app",
    "ssh://git@git.example/app, ssh://git@git.example/app",
    "git@git.example:team/app.git, git@git.example:team/app.git",
    "https://git.example/a@b, https://git.example/a@b",
  })
  void addressesHaveNoPassword(String url, String told) {
    var project = new MavenProject();
    project.setUrl(url);
    project.setScm(new Scm());
    project.getScm().setUrl(url);
    assertThat(ProjectFacts.of(project, Path.of("/repository")))
        .containsEntry("org.opencontainers.image.source", told)
        .containsEntry("org.opencontainers.image.url", told);
  }

  private static final String FACTS =
      "<description>d</description><url>https://e.example</url>"
          + "<licenses><license><name>L</name></license></licenses>"
          + "<organization><name>o</name></organization><scm><url>https://s.example</url></scm>";

  @Test
  void aParentFromElsewhereSpeaksOfItself(@TempDir Path folder) {
    var poms = new RealPoms(folder);
    poms.pom("repo/parent/pom.xml", FACTS);
    poms.child("app/pom.xml", "../repo/parent/pom.xml", "");
    var project = poms.project("app/pom.xml");
    assertThat(ProjectFacts.of(project, folder.resolve("repo")))
        .containsOnlyKeys("org.opencontainers.image.title", "org.opencontainers.image.version");
    assertThat(ProjectFacts.licenses(project, folder.resolve("repo"))).isEmpty();
    assertThat(ProjectFacts.of(project, folder.resolve("other"))).as("own parent").hasSize(7);
    poms.child("app/pom.xml", "../repo/parent/pom.xml", FACTS);
    assertThat(ProjectFacts.of(poms.project("app/pom.xml"), folder.resolve("repo")))
        .as("said itself")
        .hasSize(7);
  }
}
