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
 * @param creationTime without it, the build's one time
 */
public record Container(
    Optional<Entrypoint> entrypoint,
    List<String> args,
    Map<String, String> environment,
    List<PortRange> ports,
    List<TreePath> volumes,
    Map<String, String> labels,
    Optional<User> user,
    Optional<TreePath> workingDirectory,
    Optional<CreationTime> creationTime,
    @Default("OCI") Format format,
    Optional<Signal> stopSignal) {
  public Container {
    args = List.copyOf(args);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    ports = List.copyOf(ports);
    volumes = List.copyOf(volumes);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    environment.keySet().forEach(Container::checkVariable);
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
