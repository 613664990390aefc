package io.github.whittle.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * By bubblewrap: namespaces of its own, the old root gone.
 *
 * @see <a href="https://github.com/containers/bubblewrap">bubblewrap</a>
 */
final class Bubblewrap implements Way {
  /** Threads of a JVM block SIGQUIT, and what they start inherits that. */
  private static final List<String> HEARING = List.of("env", "--default-signal=INT,QUIT");

  @Override
  public String name() {
    return "bubblewrap";
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
    if (HostTools.find("bwrap").isEmpty()) {
      return Optional.of("the program bwrap is not on this machine");
    }
    return HostCommand.failure(
        new Words()
            .add(HEARING)
            .add(identity == Identity.ONE ? List.of() : identity.prefix())
            .add(apart(network))
            .add("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev")
            .add("--clearenv", "--", HostTools.named("true"))
            .list());
  }

  /** bubblewrap keeps no user but its own: another one is taken on behind it, by unshare. */
  private static boolean changesUser(Program program, Identity identity) {
    return identity != Identity.ONE && (program.user().uid() != 0 || program.user().gid() != 0);
  }

  @Override
  public int launchers(Program program, Identity identity) {
    return changesUser(program, identity) ? 2 : 1;
  }

  @Override
  public List<String> command(Box box, Program program, Identity identity, Recorder recorder) {
    var words = new Words().add(HEARING);
    if (identity != Identity.ONE) {
      words.add(identity.prefix());
    }
    if (recorder.isThere()) {
      // strace would leave bubblewrap behind when it is killed itself.
      words.add(HostTools.named("setpriv"), "--pdeathsig", "KILL", "--").add(recorder.prefix());
    }
    words.add(apart(program.network()));
    if (identity == Identity.ONE) {
      words.add("--unshare-user", "--uid", "" + program.user().uid());
      words.add("--gid", "" + program.user().gid());
    } else {
      words.add("--cap-drop", "ALL");
      Capabilities.NAMES.forEach(name -> words.add("--cap-add", "CAP_" + name));
    }
    boolean within = changesUser(program, identity);
    var root = within ? box.root().toString() : "";
    if (within) {
      words.add("--ro-bind", "/", "/", "--bind", root, root);
    } else {
      words.add("--bind", box.root().toString(), "/");
    }
    mounts(box, root, words);
    words.add("--clearenv");
    program.environment().forEach((name, value) -> words.add("--setenv", name, value));
    words.add("--chdir", within ? "/" : program.folder().value(), "--");
    if (within) {
      words.add(UserChange.words(box.root().toString(), program, identity));
    }
    return words.add(program.words()).list();
  }

  private static List<String> apart(boolean network) {
    return new Words(HostTools.named("bwrap"), "--die-with-parent")
        .add("--unshare-pid", "--unshare-ipc", "--unshare-uts")
        .addIf(!network, "--unshare-net")
        .list();
  }

  private static void mounts(Box box, String root, Words words) {
    words.add("--proc", root + box.proc(), "--dev", root + box.dev());
    words.add("--perms", "1777", "--tmpfs", root + box.dev() + "/shm");
    box.tmp().forEach(tmp -> words.add("--perms", "1777", "--tmpfs", root + tmp));
    box.mounts()
        .forEach(mount -> words.add("--bind", mount.host().toString(), root + mount.path()));
  }
}
