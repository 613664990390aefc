package io.github.whittle.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.config.Coordinates;
import io.github.whittle.jvm.Application.Kind;
import io.github.whittle.jvm.JavaProject.Dependency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LibraryFinderTest {
  private final List<Dependency> dependencies = new ArrayList<>();

  private LibraryFinderTest with(String coordinates, String name, JavaProject.Kind kind) {
    var artifact = Coordinates.parse(coordinates);
    dependencies.add(new Dependency(artifact, name, kind, Path.of("m2", name)));
    return this;
  }

  private Optional<String> found(String file) {
    return new LibraryFinder(dependencies).find(file).map(d -> d.coordinates().toString());
  }

  private Kind kind(String file) {
    return new LibraryFinder(dependencies).kind(file);
  }

  @Test
  void findsASnapshotByTheNameThatAllSnapshotsHave() {
    with("g:a:1-20240102.030405-6", "a-1-20240102.030405-6.jar", JavaProject.Kind.SNAPSHOT);
    assertThat(found("a-1-SNAPSHOT.jar")).contains("g:a:jar:1-20240102.030405-6");
    assertThat(kind("a-1-SNAPSHOT.jar")).isEqualTo(Kind.SNAPSHOTS);
  }

  @Test
  void findsAModuleThatHasAFileOfAnotherName() {
    with("g:core:jar:tests:1", "classes", JavaProject.Kind.MODULE);
    assertThat(found("core-1-tests.jar")).contains("g:core:jar:tests:1");
    assertThat(kind("core-1-tests.jar")).isEqualTo(Kind.SNAPSHOTS);
    assertThat(kind("core-1.jar")).isEqualTo(Kind.DEPENDENCIES);
  }

  @Test
  void findsOneOfSeveralByItsGroup() {
    with("ex.a:core:1", "core-1.jar", JavaProject.Kind.RELEASE)
        .with("ex.b:core:1", "core-1.jar", JavaProject.Kind.MODULE);
    assertThat(found("ex.b-core-1.jar")).contains("ex.b:core:jar:1");
    assertThat(found("ex.b.core-1.jar")).contains("ex.b:core:jar:1");
    assertThat(found("ex.a-core-1.jar")).contains("ex.a:core:jar:1");
  }

  @Test
  void takesAnArtifactOfThatNameBeforeAGroupOfIt() {
    with("ex:core:1", "core-1.jar", JavaProject.Kind.RELEASE)
        .with("other:ex-core:1", "ex-core-1.jar", JavaProject.Kind.RELEASE);
    assertThat(found("ex-core-1.jar")).contains("other:ex-core:jar:1");
  }
}
