package io.github.whittle.build;

import io.github.whittle.config.Configuration;
import io.github.whittle.config.Entrypoint;
import io.github.whittle.config.TraceRun;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.sandbox.Expected;
import io.github.whittle.sandbox.Guest;
import io.github.whittle.sandbox.Host;
import io.github.whittle.sandbox.Mount;
import io.github.whittle.sandbox.Program;
import io.github.whittle.sandbox.Sandbox;
import io.github.whittle.sandbox.Server;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.Optional;

/** Runs the image of a configuration as it is before it is slimmed, and writes what it touches. */
public final class Tracing {
  private final Configuration configuration;
  private final ImageBuild build;
  private final Progress progress;

  public Tracing(Configuration configuration, ImageBuild build, Progress progress) {
    this.configuration = configuration;
    this.build = build;
    this.progress = progress;
  }

  /**
   * Runs the program to its end, or to its port and then to its end.
   *
   * @throws InvalidInputException if it does not do what {@code <trace>} says: then no trace is
   *     written
   */
  public void run() throws IOException, RegistryException {
    try (var started = begin()) {
      var wrong = started.finished();
      if (wrong.isPresent()) {
        throw new InvalidInputException("<trace>: " + wrong.get() + "; no trace was written");
      }
      started.write();
    }
  }

  /** Starts the program, and waits for its port if {@code <trace>} names one. */
  public Started start() throws IOException, RegistryException {
    var started = begin();
    try {
      var wrong = started.opened();
      if (wrong.isPresent()) {
        throw new InvalidInputException("<trace>: " + wrong.get());
      }
      return started;
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private Started begin() throws IOException, RegistryException {
    var run = configuration.trace();
    run.port().ifPresent(port -> new Server(port, run.http()).checkFree());
    var host = Host.find(network(run));
    return build.assembled(image -> begin(image, host));
  }

  private Started begin(Assembled image, Host host) throws IOException {
    var run = configuration.trace();
    var program =
        Program.of(image.config(), image.tree(), run.command().map(Entrypoint::words))
            .withEnvironment(run.environment())
            .withMounts(run.mounts().stream().map(m -> new Mount(m.host(), m.path())).toList())
            .withNetwork(network(run));
    var expected =
        new Expected(
            run.exitCode(),
            Optional.empty(),
            run.port(),
            run.http(),
            run.timeout().duration(),
            image.config().stopSignal().orElse(Expected.TERM));
    var guest = new Guest(image.tree(), program);
    var sandbox = Sandbox.recorded(host, guest, configuration.outputDirectory(), progress);
    return new Started(image.tree(), sandbox, expected, run.file(), progress);
  }

  /** Whoever is to reach a port must share the network. */
  private static boolean network(TraceRun run) {
    return run.network() || run.port().isPresent();
  }
}
