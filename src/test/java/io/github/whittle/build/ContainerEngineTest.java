package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class ContainerEngineTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void emptyPath() {
    environment.put("PATH", folder.toString());
  }

  private void program(String name) throws IOException {
    program(name, "");
  }

  private Path program(String name, String script) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private String find(String named) {
    return ContainerEngine.find(Optional.ofNullable(named), environment).name();
  }

  @Test
  void prefersDockerAndTakesPodman() throws IOException {
    program("podman");
    assertThat(find(null)).isEqualTo("podman");
    program("docker");
    assertThat(find(null)).isEqualTo("docker");
    assertThat(find("podman")).isEqualTo("podman");
    assertThat(find(folder.resolve("podman").toString())).endsWith("/podman");
  }

  @Test
  void takesTheSocketThatIsNamed() throws IOException {
    program("docker");
    assertThat(find("unix:///run/any.sock")).isEqualTo("unix:///run/any.sock");
  }

  @Test
  void takesTheSocketOfTheEnvironmentWhereThereIsNoCommand() throws IOException {
    var socket = Files.createFile(folder.resolve("a.sock"));
    environment.put("DOCKER_HOST", "unix://" + socket);
    assertThat(find(null)).isEqualTo("unix://" + socket);
    environment.put("CONTAINER_HOST", environment.remove("DOCKER_HOST"));
    assertThat(find(null)).isEqualTo("unix://" + socket);
    program("podman");
    assertThat(find(null)).isEqualTo("podman");
  }

  @Test
  void looksWhereDockerAndPodmanListen() {
    environment.put("XDG_RUNTIME_DIR", "/run/user/1000");
    assertThat(EngineSocket.candidates(environment))
        .extracting(EngineSocket::name)
        .containsExactly(
            "unix:///var/run/docker.sock",
            "unix:///run/podman/podman.sock",
            "unix:///run/user/1000/docker.sock",
            "unix:///run/user/1000/podman/podman.sock");
  }

  @Test
  void saysThatThereIsNone() {
    environment.put("DOCKER_HOST", "unix://" + folder.resolve("gone.sock"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> find(null))
        .withMessageStartingWith("docker or podman is not installed here, and no engine listens at")
        .withMessageContaining("gone.sock")
        .withMessageContaining(
            "name a program or unix:///path/of/a.sock by -Dwhittle.load.command");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> find("nerdctl"))
        .withMessageStartingWith("nerdctl is not installed here; name a program");
  }

  @Test
  void saysHowASocketIsWritten() throws IOException {
    var path = folder.resolve("a.sock");
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path));
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> find(path.toString()))
          .withMessage(
              "'%s' is a socket and no program; write -Dwhittle.load.command=unix://%s",
              path, path);
    }
  }

  /** As where Docker's client is there alone: its last words, and what works. */
  @Test
  void namesTheEngineThatIsThereToo() throws IOException {
    var docker = program("docker", "echo Cannot connect to the Docker daemon >&2; exit 1");
    program("podman");
    environment.put("PATH", folder.toString());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                ContainerEngine.find(Optional.of(docker.toString()), environment)
                    .load(folder, Progress.silent()))
        .withMessage(
            "%s load failed with exit code 1: Cannot connect to the Docker daemon; start its"
                + " engine, or take podman, which is here too, by -Dwhittle.load.command=podman",
            docker);
  }

  @ParameterizedTest
  @CsvSource({
    "write /var/lib/docker/tmp: no space left on device, make room on its disk",
    "Permission denied while trying to connect to the socket, let this user speak to its engine"
  })
  void saysWhatHelpsWhereTheEngineRuns(String word, String cure) throws IOException {
    var docker = program("docker", "echo '%s' >&2; exit 1".formatted(word));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> new LoadCommand(docker.toString(), List.of()).load(folder, Progress.silent()))
        .withMessageStartingWith("%s load failed with exit code 1: %s; %s", docker, word, cure);
  }

  @Test
  void saysThatAProgramSaidNothing() throws IOException {
    var silent = program("silent", "exit 1");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> new LoadCommand(silent.toString(), List.of()).load(folder, Progress.silent()))
        .withMessage(
            "%s load failed with exit code 1 and said nothing; start its engine, or name another"
                + " by -Dwhittle.load.command",
            silent);
  }

  @Test
  void saysThatAnEngineElsewhereNeedsItsCommand() {
    environment.put("DOCKER_HOST", "ssh://me@far.example");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> find(null))
        .withMessageStartingWith("DOCKER_HOST is 'ssh://far.example', which only the commands");
  }
}
