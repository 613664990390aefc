package io.github.whittle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {
  @Test
  void saysWhatToDoWhereThereIsNoCommit(@TempDir Path folder) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> GitRevision.of(folder))
        .withMessageStartingWith("<container><gitRevision> is true, and git ")
        .withMessageEndingWith("; remove it, or build in a checkout");
  }

  @Test
  void isNotMissedWhereNobodyAskedForIt(@TempDir Path folder) {
    assertThat(GitRevision.checkout(folder)).isEmpty();
  }
}
