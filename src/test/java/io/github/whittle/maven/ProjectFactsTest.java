package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.model.Scm;
import org.apache.maven.project.MavenProject;
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
    assertThat(ProjectFacts.of(project))
        .containsEntry("org.opencontainers.image.source", told)
        .containsEntry("org.opencontainers.image.url", told);
  }
}
