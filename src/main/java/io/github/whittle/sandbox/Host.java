package io.github.whittle.sandbox;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this machine has to run and to watch an image. */
public final class Host {
  private static final List<Way> WAYS = List.of(new Bubblewrap(), new Unshare(), new Chroot());

  private final Identity identity;
  private final Way way;
  private final Optional<String> strace;

  /**
   * @param identity who may own files
   * @param way how a program is shut in
   * @param strace where it is, if it can be used
   */
  Host(Identity identity, Way way, Optional<String> strace) {
    this.identity = identity;
    this.way = way;
    this.strace = strace;
  }

  /**
   * Tries the ways, the best first.
   *
   * @param network whether the program is to have the network
   * @throws InvalidInputException that lists every way and why it is closed
   */
  public static Host find(boolean network) throws IOException {
    return find(WAYS, network);
  }

  static Host find(List<Way> ways, boolean network) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new InvalidInputException(
          "an image of Linux runs on Linux only; this is " + System.getProperty("os.name"));
    }
    var identity = Identity.find();
    var obstacles = new ArrayList<String>();
    for (var way : ways) {
      var obstacle = way.obstacle(identity, network);
      if (obstacle.isEmpty()) {
        return new Host(identity, way, findStrace());
      }
      obstacles.add("%s: %s".formatted(way.name(), obstacle.get().replace('\n', ' ')));
    }
    throw new InvalidInputException(
        "an image cannot be run here; tried were\n%s\nRun as root, or install bubblewrap"
            .formatted(String.join("\n", obstacles)));
  }

  /** Where there is no ptrace (some containers refuse it), strace is of no use. */
  private static Optional<String> findStrace() throws IOException {
    var found = HostTools.find("strace");
    boolean usable =
        found.isPresent()
            && HostTools.find("setpriv").isPresent()
            && HostCommand.failure(
                    List.of(found.get(), "--output=/dev/null", "--", HostTools.named("true")))
                .isEmpty();
    return usable ? found : Optional.empty();
  }

  Identity identity() {
    return identity;
  }

  Way way() {
    return way;
  }

  Optional<String> strace() {
    return strace;
  }

  /** Whether what a program looks for in vain can be seen. */
  public boolean watchesCalls() {
    return strace.isPresent();
  }

  Host withoutStrace() {
    return new Host(identity, way, Optional.empty());
  }

  @Override
  public String toString() {
    return way.name()
        + switch (identity) {
          case ROOT -> " as root";
          case SUBORDINATE -> " with subordinate ids";
          case ONE -> " with one id";
        };
  }
}
