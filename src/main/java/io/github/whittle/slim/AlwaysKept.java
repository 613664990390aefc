package io.github.whittle.slim;

import io.github.whittle.config.PathPattern;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.util.List;
import java.util.Set;

/** What stays whatever a trace says: users, certificates, the name of the system, devices. */
final class AlwaysKept {
  private static final PathPattern.Any FILES =
      any(
          "/etc/passwd",
          "/etc/group",
          "/etc/nsswitch.conf",
          "/etc/ssl/certs/**",
          "/etc/ssl/cert.pem",
          "/etc/pki/tls/certs/**",
          "/etc/pki/ca-trust/extracted/**",
          "/etc/os-release",
          "/usr/lib/os-release",
          "/etc/debian_version",
          "/etc/alpine-release",
          "/etc/redhat-release");

  /** Folders that a runtime mounts on, or that programs expect of every system. */
  private static final Set<String> FOLDERS =
      Set.of(
          "/bin",
          "/dev",
          "/etc",
          "/home",
          "/lib",
          "/lib64",
          "/mnt",
          "/opt",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/srv",
          "/sys",
          "/tmp",
          "/usr",
          "/usr/bin",
          "/usr/lib",
          "/usr/local",
          "/usr/local/bin",
          "/usr/sbin",
          "/usr/share",
          "/var",
          "/var/cache",
          "/var/lib",
          "/var/log",
          "/var/run",
          "/var/tmp");

  private AlwaysKept() {}

  private static PathPattern.Any any(String... patterns) {
    return PathPattern.any(List.of(patterns).stream().map(PathPattern::new).toList());
  }

  static void addTo(KeptPaths kept, FileTree image) {
    image
        .entries()
        .forEach(
            (path, entry) -> {
              if (!(entry instanceof Entry.Directory) && FILES.matches(path)) {
                kept.add(path.value(), "users, certificates and the system's name always stay");
              } else if (entry instanceof Entry.Device || entry instanceof Entry.Fifo) {
                kept.put(path, "devices always stay");
              } else if (entry instanceof Entry.Symlink && leadsOut(path, image)) {
                kept.put(path, "leads to what a runtime mounts");
              }
            });
  }

  /** To nothing that the image has: {@code /etc/mtab} and the like. */
  private static boolean leadsOut(TreePath link, FileTree image) {
    return image.way(link.value()).end().value().matches("/(proc|sys|dev|run)(/.*)?");
  }

  /** Whether a folder stays although nothing is in it any more. */
  static boolean isStanding(TreePath folder) {
    return FOLDERS.contains(folder.value());
  }
}
