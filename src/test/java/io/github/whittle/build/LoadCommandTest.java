package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.support.RecordedProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

  @Test
  void handsItTheFile() throws IOException {
    var said = folder.resolve("said");
    var engine = program("engine", "echo \"$@\" > '%s'; echo Loaded".formatted(said));
    new LoadCommand(engine.toString(), List.of()).load(folder.resolve("a.tar"), progress);
    assertThat(said).hasContent("load -i " + folder.resolve("a.tar"));
  }

  @Test
  void repeatsTheLastWordsOfOneThatRefuses() throws IOException {
    var engine = program("engine", "echo first; echo no daemon >&2; exit 3");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new LoadCommand(engine.toString(), List.of()).load(folder, progress))
        .withMessage(
            "%s load failed with exit code 3: no daemon; start its engine, or name another by -Dwhittle.load.command",
            engine);
  }
}
