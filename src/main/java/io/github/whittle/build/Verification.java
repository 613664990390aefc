package io.github.whittle.build;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.Entrypoint;
import io.github.whittle.image.Platform;
import io.github.whittle.layout.LayoutImage;
import io.github.whittle.ledger.Decision;
import io.github.whittle.sandbox.Expected;
import io.github.whittle.sandbox.Guest;
import io.github.whittle.sandbox.Host;
import io.github.whittle.sandbox.Program;
import io.github.whittle.sandbox.Sandbox;
import io.github.whittle.sandbox.Server;
import io.github.whittle.sandbox.Trial;
import io.github.whittle.trace.Trace;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs the image that was built, as it will be shipped, and sees whether it does what it must. */
public final class Verification {
  private final Configuration configuration;
  private final OutputFolder output;
  private final Progress progress;

  public Verification(Configuration configuration, Progress progress) {
    this.configuration = configuration;
    this.output = new OutputFolder(configuration.outputDirectory());
    this.progress = progress;
  }

  /**
   * @throws InvalidInputException if the program does not do what {@code <verify>} says; where a
   *     file is missing that a step removed, with its path and what would keep it
   */
  public void run() throws IOException {
    var images = LayoutImage.of(output.openLayout());
    var platform = HostPlatform.among(images.keySet());
    try (var work = new WorkFolder(output.folder())) {
      var image = images.get(platform);
      run(platform, new Assembled(image.config(), image.tree(work)));
    }
    progress.info("Verified %s: it runs as it will be shipped".formatted(platform));
  }

  private void run(Platform platform, Assembled image) throws IOException {
    var port = configuration.verify().port();
    port.ifPresent(p -> new Server(p, configuration.verify().http()).checkFree());
    var host = Host.find(port.isPresent());
    var guest = guest(image);
    try (var sandbox = Sandbox.start(host, guest, output.folder(), progress)) {
      var wrong = new Trial(sandbox, expected(image)).run();
      if (wrong.isPresent()) {
        var suspects = suspects(removed(platform), guest, host, image, sandbox.output());
        throw new InvalidInputException(
            "<verify>: " + wrong.get() + suspects.map(s -> "\n" + s).orElse(""));
      }
    }
  }

  private Guest guest(Assembled image) throws IOException {
    var verify = configuration.verify();
    var program = Program.of(image.config(), image.tree(), verify.command().map(Entrypoint::words));
    return new Guest(image.tree(), program.withNetwork(verify.port().isPresent()));
  }

  private Expected expected(Assembled image) {
    var verify = configuration.verify();
    return new Expected(
        verify.exitCode(),
        verify.output(),
        verify.port(),
        verify.http(),
        verify.timeout().duration(),
        image.config().stopSignal().orElse(Expected.TERM));
  }

  private List<Decision> removed(Platform platform) throws IOException {
    return output.decisions().getOrDefault(platform, List.of()).stream()
        .filter(decision -> decision.action() == Decision.Action.REMOVED)
        .toList();
  }

  /** Runs it once more, watched: what of the removed is it that the program looks for? */
  private Optional<String> suspects(
      List<Decision> removed, Guest guest, Host host, Assembled image, String said)
      throws IOException {
    if (removed.isEmpty()) {
      return Optional.empty();
    }
    var trace = Trace.empty();
    if (host.watchesCalls()) {
      try (var again = Sandbox.recorded(host, guest, output.folder(), Progress.silent())) {
        new Trial(again, expected(image)).run();
        trace = again.trace();
      }
    }
    return new Suspects(removed, trace, said).sentence();
  }
}
