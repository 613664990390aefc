package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.support.RecordedProgress;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LoadCommandTest {
  @TempDir Path folder;
  private final RecordedProgress progress = new RecordedProgress();

  private Path program(String name, String script) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private LoadCommand find(String... named) {
    return LoadCommand.find(
        Optional.ofNullable(named.length == 0 ? null : named[0]),
        Map.of("PATH", folder.toString()));
  }

  @Test
  void prefersDockerAndTakesPodman() throws IOException {
    program("podman", "true");
    assertThat(find().program()).isEqualTo("podman");
    program("docker", "true");
    assertThat(find().program()).isEqualTo("docker");
    assertThat(find("podman").program()).isEqualTo("podman");
  }

  @Test
  void saysThatNoneIsInstalled() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(this::find)
        .withMessageStartingWith("docker or podman is not installed here; name a program by");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> find("nerdctl"))
        .withMessageStartingWith("nerdctl is not installed here");
  }

  @Test
  void handsItTheFile() throws IOException {
    var said = folder.resolve("said");
    var engine = program("engine", "echo \"$@\" > '%s'; echo Loaded".formatted(said));
    new LoadCommand(find(engine.toString()).program()).load(folder.resolve("a.tar"), progress);
    assertThat(said).hasContent("load -i " + folder.resolve("a.tar"));
  }

  @Test
  void repeatsTheLastWordsOfOneThatRefuses() throws IOException {
    var engine = program("engine", "echo first; echo no daemon >&2; exit 3");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new LoadCommand(engine.toString()).load(folder, progress))
        .withMessage("%s load failed with exit code 3: no daemon", engine);
  }
}
