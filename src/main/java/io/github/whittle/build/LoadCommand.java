package io.github.whittle.build;

import io.github.whittle.user.ProgramPath;
import io.github.whittle.user.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command of a container engine that takes images from files. */
public record LoadCommand(String program) implements ContainerEngine {
  static final List<String> KNOWN = List.of("docker", "podman");

  /** The first of the names or paths that is installed. */
  static Optional<LoadCommand> find(List<String> names, Map<String, String> environment) {
    return names.stream()
        .filter(name -> isInstalled(name, environment))
        .findFirst()
        .map(LoadCommand::new);
  }

  @Override
  public String name() {
    return program;
  }

  private static boolean isInstalled(String name, Map<String, String> environment) {
    return name.indexOf(File.separatorChar) >= 0 && ProgramPath.program(name).isPresent()
        || ProgramPath.of(environment).find(name).isPresent();
  }

  @Override
  public void load(Path tar, Progress progress) throws IOException {
    var process =
        new ProcessBuilder(program, "load", "-i", tar.toString()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var last = "";
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        progress.debug(program + ": " + line);
        last = line.isBlank() ? last : line.strip();
      }
      if (process.waitFor() != 0) {
        throw new IOException(
            "%s load failed with exit code %d: %s; for another engine write for example -Dwhittle.load.command=podman"
                .formatted(program, process.exitValue(), last));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(program + " load was interrupted", e);
    } finally {
      process.destroy();
    }
  }
}
