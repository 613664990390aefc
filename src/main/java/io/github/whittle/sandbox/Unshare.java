package io.github.whittle.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** By unshare: namespaces of its own, and the image laid over the old root. */
final class Unshare implements Way {
  @Override
  public String name() {
    return "unshare";
  }

  @Override
  public boolean hasProcessNamespace() {
    return true;
  }

  @Override
  public boolean takesNetworkAway() {
    return true;
  }

  @Override
  public Optional<String> obstacle(Identity identity, boolean network) throws IOException {
    return missing().or(() -> failure(apart(identity, network)));
  }

  /** The programs that it needs. */
  static Optional<String> missing() {
    return List.of("unshare", "setpriv", "env", "mount", "sh").stream()
        .filter(name -> HostTools.find(name).isEmpty())
        .map("the program %s is not on this machine"::formatted)
        .findFirst();
  }

  /** Tries the namespaces, and a mount in them. */
  static Optional<String> failure(List<String> apart) {
    try {
      return HostCommand.failure(
          new Words()
              .add(apart)
              .add(HostTools.named("mount"), "-t", "tmpfs", "tmpfs", "/proc")
              .list());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int launchers(Program program, Identity identity) {
    return inside(program, identity).launchers();
  }

  @Override
  public List<String> command(Box box, Program program, Identity identity, Recorder recorder) {
    return new Words()
        .add(apart(identity, program.network()))
        .add(HostTools.named("sh"), "-c", script("enter.sh") + script("apart.sh"), "sh")
        .add(arguments(box))
        .add(recorder.prefix())
        .add(inside(program, identity).words())
        .list();
  }

  private static List<String> apart(Identity identity, boolean network) {
    return new Words()
        .add(identity.prefix())
        .add(HostTools.named("setpriv"), "--pdeathsig", "KILL", "--")
        .add(HostTools.named("unshare"), "--mount", "--pid", "--ipc", "--uts")
        .addIf(!network, "--net")
        .add("--fork", "--kill-child=KILL", "--propagation", "private", "--")
        .list();
  }

  /** What the script is told of the box. */
  static List<String> arguments(Box box) {
    var words = new Words(box.root().toString(), box.proc().value(), box.dev().value());
    words.add(box.tmp().isEmpty() ? "" : box.tmp().get(0).value());
    box.mounts().forEach(mount -> words.add(mount.host().toString(), mount.path().value()));
    return words.add("--").list();
  }

  private static Inside inside(Program program, Identity identity) {
    return new Inside(program, identity);
  }

  static String script(String name) {
    try (var in = Unshare.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
