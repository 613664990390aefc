package io.github.whittle.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What root may still do in a sandbox: what podman leaves it. */
final class Capabilities {
  static final List<String> NAMES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private Capabilities() {}

  /** As setpriv writes a set: nothing but these. */
  static String set() {
    return NAMES.stream()
        .map(n -> "+" + n.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(",", "-all,", ""));
  }
}
