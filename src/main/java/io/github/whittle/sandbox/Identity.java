package io.github.whittle.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which owners files may have in a sandbox, and how one becomes who may give them. */
enum Identity {
  /** Root: owners are real. */
  ROOT(List.of()),

  /** An ordinary user with subordinate ids: owners are real within a user namespace. */
  SUBORDINATE(List.of("--user", "--map-root-user", "--map-auto")),

  /** An ordinary user without them: everything belongs to one user, and chown fails. */
  ONE(List.of("--user", "--map-root-user"));

  private final List<String> namespace;

  Identity(List<String> namespace) {
    this.namespace = namespace;
  }

  /** What stands before a command that is to run as whoever may give files their owners. */
  List<String> prefix() {
    return namespace.isEmpty()
        ? List.of()
        : new Words(HostTools.named("unshare")).add(namespace).add("--").list();
  }

  /** Whether files can have the owners that the image says. */
  boolean givesOwners() {
    return this != ONE;
  }

  /** Who we are. */
  static Identity find() throws IOException {
    var uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (uid.equals(0)) {
      return ROOT;
    }
    boolean mapped =
        HostTools.find("newuidmap").isPresent()
            && HostTools.find("unshare").isPresent()
            && HostCommand.failure(
                    new Words().add(SUBORDINATE.prefix()).add(HostTools.named("true")).list())
                .isEmpty();
    return mapped ? SUBORDINATE : ONE;
  }
}
