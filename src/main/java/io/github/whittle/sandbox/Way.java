package io.github.whittle.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How a program is shut into a folder. */
sealed interface Way permits Bubblewrap, Unshare, Chroot {
  /** For people. */
  String name();

  /** Why this way is closed here; empty if it is open. */
  Optional<String> obstacle(Identity identity, boolean network) throws IOException;

  /**
   * The command that runs the program and ends when it ends, with its exit code.
   *
   * @param recorder what stands before the traced part, or nothing
   */
  List<String> command(Box box, Program program, Identity identity, Recorder recorder);

  /** How many programs of ours the recorder sees before the one that counts. */
  int launchers(Program program, Identity identity);

  /**
   * Who everything dies with: whether processes that leave the program behind are ended with it.
   */
  boolean hasProcessNamespace();

  /** Whether a program can be without the network of the machine. */
  boolean takesNetworkAway();
}
