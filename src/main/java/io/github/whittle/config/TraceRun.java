package io.github.whittle.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code <trace>}: how the goals {@code trace}, {@code start} and {@code stop} run the image, and
 * where what it touched is written.
 *
 * @param command instead of the image's entrypoint and arguments
 * @param environment beside that of the image
 * @param network whether the program has the network of this machine; a port means that too
 * @param port that the program is to open: it is waited for
 * @param http a path that is asked for at the port
 * @param timeout how long the program may take, or its port
 * @param exitCode that the program must end with, if it is not waited for at a port
 * @param file absolute
 */
public record TraceRun(
    Optional<Entrypoint> command,
    Map<String, String> environment,
    List<HostMount> mounts,
    @Default("false") boolean network,
    Optional<Integer> port,
    Optional<String> http,
    @Default("5 min") TimeSpan timeout,
    @Default("0") Integer exitCode,
    Path file) {
  public TraceRun {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    mounts = List.copyOf(mounts);
    Ports.check(port, http);
  }
}
