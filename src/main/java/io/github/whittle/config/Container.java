package io.github.whittle.config;

import io.github.whittle.image.Format;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code <container>}: what a runtime is told of the image; names and meanings are Jib's.
 *
 * @param environment in the order of the pom
 * @param labels in the order of the pom
 * @param user {@code user[:group]}, names or numbers
 * @param creationTime without it, the build's one time
 * @param stopSignal for example {@code SIGINT}
 */
public record Container(
    Optional<Entrypoint> entrypoint,
    List<String> args,
    Map<String, String> environment,
    List<PortRange> ports,
    List<TreePath> volumes,
    Map<String, String> labels,
    Optional<String> user,
    Optional<TreePath> workingDirectory,
    Optional<CreationTime> creationTime,
    @Default("OCI") Format format,
    Optional<String> stopSignal) {
  public Container {
    args = List.copyOf(args);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    ports = List.copyOf(ports);
    volumes = List.copyOf(volumes);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    check(
        user,
        "[^:\\s]+(:[^:\\s]+)?",
        "<user> is '%s'; write user[:group], for example 65532:65532");
    check(
        stopSignal,
        "SIG[A-Z0-9]+([+-][0-9]{1,2})?|[1-9][0-9]?",
        "<stopSignal> is '%s'; write a signal's name or number, for example SIGTERM");
    environment.keySet().forEach(Container::checkVariable);
  }

  private static void check(Optional<String> value, String form, String message) {
    if (value.isPresent() && !value.get().matches(form)) {
      throw new InvalidInputException(message.formatted(value.get()));
    }
  }

  private static void checkVariable(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new InvalidInputException(
          "<environment> has a variable '%s'; a name is not empty and has no '='".formatted(name));
    }
  }

  /** Every port by itself, as {@code number/protocol}. */
  public List<String> exposedPorts() {
    return ports.stream().flatMap(PortRange::each).distinct().toList();
  }
}
