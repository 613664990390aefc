package io.github.whittle.maven;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.supply.Checkout;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.Tool;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {
  /** Without what this machine's users configured. */
  private static final Map<String, String> PLAIN =
      Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");

  /** As if another user owned the checkout. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");

  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();

  private Optional<Checkout> checkout(Map<String, String> environment) {
    var made = List.of(folder.resolve("app/target"), Path.of("/"), folder.resolve("none"));
    return new GitRevision(folder.resolve("app"), environment).checkout(made, progress);
  }

  /** One commit, of a file above the project. */
  private String commit() throws IOException {
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("a"), "a");
    git("init", "-q");
    git("add", "a");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a");
    return git("rev-parse", "HEAD").strip();
  }

  private String git(String... words) {
    return Tool.require("git").with("-C", folder.toString()).run(words);
  }

  @Test
  void saysWhatToDoWhereThereIsNoCommit() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(new GitRevision(folder)::commit)
        .withMessageStartingWith("<container><gitRevision> is true, and git ")
        .withMessageEndingWith("; remove it, or build in a checkout");
  }

  @Test
  void isNotMissedWhereNobodyAskedForIt() {
    assertThat(new GitRevision(folder).checkout(List.of(), progress)).isEmpty();
    assertThat(progress.toString()).isEmpty();
  }

  @Test
  void tellsFilesThatGitDoesNotKnow() throws IOException {
    var commit = commit();
    Files.createDirectories(folder.resolve("app/target/classes"));
    Files.writeString(folder.resolve("app/target/classes/A.class"), "made");
    assertThat(checkout(PLAIN)).contains(new Checkout(commit, false));
    var other = Files.writeString(folder.resolve("b"), "b");
    assertThat(checkout(PLAIN)).contains(new Checkout(commit, true));
    Files.writeString(folder.resolve(".git/info/exclude"), "b\n");
    assertThat(checkout(PLAIN)).contains(new Checkout(commit, false));
    Files.move(other, folder.resolve("a"), REPLACE_EXISTING);
    assertThat(checkout(PLAIN)).contains(new Checkout(commit, true));
  }

  @Test
  void takesTheTargetOfAModuleThatIsNotBuiltForMade() throws IOException {
    commit();
    Files.createDirectories(folder.resolve("other/target/classes"));
    Files.writeString(folder.resolve("other/pom.xml"), "<project/>");
    git("add", "other/pom.xml");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "b");
    var commit = git("rev-parse", "HEAD").strip();
    Files.writeString(folder.resolve("other/target/classes/A.class"), "made");
    assertThat(checkout(PLAIN)).contains(new Checkout(commit, false));
    Files.createDirectories(folder.resolve("other/src/target"));
    Files.writeString(folder.resolve("other/src/target/a"), "no pom is beside it");
    assertThat(checkout(PLAIN)).contains(new Checkout(commit, true));
  }

  /** Maven copies it into the jar. */
  @Test
  void tellsWhatLiesInATargetThatIsOfNoModule() throws IOException {
    commit();
    var demo = folder.resolve("app/src/main/resources/demo");
    for (var module : List.of(folder.resolve("app"), demo)) {
      Files.createDirectories(module.resolve("target"));
      Files.writeString(module.resolve("pom.xml"), "<project/>");
    }
    Files.writeString(demo.resolve("target/old.txt"), "old");
    git("add", "app");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "b");
    assertThat(checkout(PLAIN).orElseThrow().isChanged()).isFalse();
    var file = Files.writeString(demo.resolve("target/new.txt"), "new");
    assertThat(checkout(PLAIN).orElseThrow().isChanged()).isTrue();
    Files.delete(file);
    Files.createDirectories(folder.resolve("gone/target"));
    Files.writeString(folder.resolve("gone/target/a"), "a");
    Files.writeString(folder.resolve("gone/pom.xml"), "<project/>");
    Files.writeString(folder.resolve(".git/info/exclude"), "gone/pom.xml\n");
    assertThat(checkout(PLAIN).orElseThrow().isChanged()).as("git knows no such module").isTrue();
  }

  @Test
  void repeatsGitsCureOfACheckoutThatAnotherUserOwns() throws IOException {
    commit();
    assertThat(checkout(FOREIGN)).isEmpty();
    var cure = "allow it with: git config --global --add safe.directory ";
    assertThat(progress.toString())
        .contains("warn", "the provenance lacks the commit: git says: fatal: ", cure);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(new GitRevision(folder, FOREIGN)::commit)
        .withMessageStartingWith("<container><gitRevision> is true, and git says: fatal: ")
        .withMessageContaining(cure);
  }
}
