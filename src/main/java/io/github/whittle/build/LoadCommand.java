package io.github.whittle.build;

import io.github.whittle.user.ProgramPath;
import io.github.whittle.user.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The command of a container engine that takes images from files.
 *
 * @param others that are installed here too
 */
public record LoadCommand(String program, List<String> others) implements ContainerEngine {
  static final List<String> KNOWN = List.of("docker", "podman");

  /** The first of the names or paths that is installed. */
  static Optional<LoadCommand> find(List<String> names, Map<String, String> environment) {
    return names.stream()
        .filter(name -> isInstalled(name, environment))
        .findFirst()
        .map(name -> new LoadCommand(name, others(name, environment)));
  }

  private static List<String> others(String name, Map<String, String> environment) {
    var own = Path.of(name).getFileName().toString();
    return KNOWN.stream()
        .filter(other -> !other.equals(own) && isInstalled(other, environment))
        .toList();
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
        throw refused(process.exitValue(), last);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(program + " load was interrupted", e);
    } finally {
      process.destroy();
    }
  }

  /** No other engine is asked by itself: the image would be where nobody looks for it. */
  private IOException refused(int exitCode, String last) {
    var advice =
        others.isEmpty()
            ? cure(last) + ", or name another by -Dwhittle.load.command"
            : "%s, or take %s, which is here too, by -Dwhittle.load.command=%s"
                .formatted(cure(last), others.get(0), others.get(0));
    return new IOException(
        "%s load failed with exit code %s%s; %s"
            .formatted(
                program, exitCode, last.isEmpty() ? " and said nothing" : ": " + last, advice));
  }

  private static String cure(String last) {
    var words = last.toLowerCase(Locale.ROOT);
    if (words.contains("no space left on device")) {
      return "make room on its disk";
    }
    return words.contains("permission denied")
        ? "let this user speak to its engine, for docker by the group 'docker'"
        : "start its engine";
  }
}
