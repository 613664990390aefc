package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whittle.support.ImageRunner;
import io.github.whittle.support.RecordedProgress;
import io.github.whittle.support.Service;
import io.github.whittle.support.TinyElf;
import io.github.whittle.support.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** podman as a service, which speaks as Docker does. */
class EngineSocketIT {
  @TempDir Path folder;
  private ImageRunner runner;
  private Service service;
  private ContainerEngine engine;

  @BeforeEach
  void startTheService() throws Exception {
    Tool.require("podman");
    runner = ImageRunner.open();
    var socket = folder.resolve("podman.sock");
    var podman = runner.podman().with("system", "service", "--time=0", "unix://" + socket);
    service = Service.start(podman, folder.resolve("service.log"));
    service.await(() -> Optional.of(socket).filter(Files::exists));
    var environment = Map.of("PATH", folder.toString(), "DOCKER_HOST", "unix://" + socket);
    engine = ContainerEngine.find(Optional.empty(), environment);
  }

  @AfterEach
  void endTheService() throws Exception {
    service.close();
    runner.close();
  }

  @Test
  void loadsAnImageThatThenIsThere() throws Exception {
    Files.write(folder.resolve("hello"), TinyElf.program(TinyElf.AMD64, 100_000));
    new Request(folder).file("hello", "/hello").image("r.example/team/app:1").build();
    var output = new OutputFolder(folder.resolve("target/whittle"));
    engine.load(output.writeTar(), new RecordedProgress());
    assertThat(
            runner
                .podman()
                .run(
                    "image",
                    "inspect",
                    "--format",
                    "{{.Config.Entrypoint}}",
                    "r.example/team/app:1"))
        .contains("/hello");
  }

  @Test
  void saysWhyItRefuses() throws Exception {
    var nothing = Files.writeString(folder.resolve("a.tar"), "nothing");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> engine.load(nothing, new RecordedProgress()))
        .withMessageStartingWith(engine.name() + " did not load the image: ");
  }
}
