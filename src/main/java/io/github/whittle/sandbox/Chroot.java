package io.github.whittle.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * By chroot as root, in a mount namespace of its own, and one of the network where the kernel has
 * that: the last way, where there are no namespaces of processes.
 */
final class Chroot implements Way {
  @Override
  public String name() {
    return "chroot";
  }

  @Override
  public boolean hasProcessNamespace() {
    return false;
  }

  @Override
  public boolean takesNetworkAway() {
    return Unshare.failure(apart(false)).isEmpty();
  }

  @Override
  public Optional<String> obstacle(Identity identity, boolean network) throws IOException {
    if (identity != Identity.ROOT) {
      return Optional.of("only root may");
    }
    return Unshare.missing().or(() -> Unshare.failure(apart(true)));
  }

  @Override
  public int launchers(Program program, Identity identity) {
    return new Inside(program, identity).launchers();
  }

  @Override
  public List<String> command(Box box, Program program, Identity identity, Recorder recorder) {
    return new Words()
        .add(apart(program.network() || !takesNetworkAway()))
        .add(HostTools.named("sh"), "-c")
        .add(Unshare.script("enter.sh") + Unshare.script("sweep.sh"), "sh")
        .add(Unshare.arguments(box))
        .add(recorder.prefix())
        .add(new Inside(program, identity).words())
        .list();
  }

  private static List<String> apart(boolean network) {
    return new Words(HostTools.named("setpriv"), "--pdeathsig", "TERM", "--")
        .add(HostTools.named("unshare"), "--mount", "--propagation", "private")
        .addIf(!network, "--net")
        .add("--")
        .list();
  }
}
