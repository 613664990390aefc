package io.github.whittle.config;

import java.util.Arrays;
import java.util.List;

/**
 * {@code <slim><presets>}: what images are rarely run for, by the paths where distributions put it.
 * Nothing that programs of the image need leaves by them.
 */
public enum Preset {
  DOCS(
      "docs",
      "/usr/share/doc/**",
      "/usr/share/doc-base/**",
      "/usr/share/gtk-doc/**",
      "/usr/share/lintian/**",
      "/usr/share/help/**",
      "/usr/local/share/doc/**"),
  MAN(
      "man",
      "/usr/share/man/**",
      "/usr/local/share/man/**",
      "/usr/local/man/**",
      "/var/cache/man/**"),
  INFO("info", "/usr/share/info/**", "/usr/local/share/info/**"),
  LOCALE(
      "locale",
      "/usr/share/locale/*/**",
      "/usr/share/i18n/**",
      "/usr/lib/locale/locale-archive",
      "/usr/lib/locale/*_*/**"),
  CACHES(
      "caches",
      "/var/cache/apt/**",
      "/var/lib/apt/lists/**",
      "/var/cache/debconf/*-old",
      "/var/lib/dpkg/*-old",
      "/var/cache/ldconfig/aux-cache",
      "/var/cache/apk/**",
      "/etc/apk/cache/**",
      "/var/cache/dnf/**",
      "/var/cache/yum/**",
      "/var/lib/dnf/**",
      "/root/.cache/**",
      "/home/*/.cache/**",
      "/tmp/**",
      "/var/tmp/**"),
  LOGS("logs", "/var/log/**"),
  PACKAGE_MANAGERS(
      "packageManagers",
      "/usr/bin/apt",
      "/usr/bin/apt-*",
      "/usr/lib/apt/**",
      "/usr/lib/*/libapt-*",
      "/usr/share/apt/**",
      "/etc/apt/**",
      "/var/lib/apt/**",
      "/usr/bin/dpkg",
      "/usr/bin/dpkg-*",
      "/usr/sbin/dpkg-*",
      "/sbin/start-stop-daemon",
      "/usr/sbin/start-stop-daemon",
      "/usr/lib/dpkg/**",
      "/usr/share/dpkg/**",
      "/etc/dpkg/**",
      "/sbin/apk",
      "/usr/sbin/apk",
      "/usr/bin/apk",
      "/etc/apk/keys/**",
      "/usr/share/apk/**",
      "/usr/lib/libapk.so*",
      "/lib/libapk.so*",
      "/usr/bin/dnf*",
      "/usr/bin/microdnf",
      "/usr/bin/yum*",
      "/usr/bin/rpm*",
      "/usr/lib/rpm/**",
      "/usr/bin/pip",
      "/usr/bin/pip3*",
      "/usr/local/bin/pip",
      "/usr/local/bin/pip3*"),
  SHELLS("shells", shells()),
  SETUID("setuid"),
  BYTECODE("bytecode", "/**/__pycache__/**", "/**/*.pyc", "/**/*.pyo");

  private final String word;
  private final List<PathPattern> patterns;

  Preset(String word, String... patterns) {
    this.word = word;
    this.patterns = Arrays.stream(patterns).map(PathPattern::new).toList();
  }

  /** Those that /etc/shells of the distributions lists; busybox is more than a shell. */
  private static String[] shells() {
    var names =
        List.of("sh", "bash", "rbash", "dash", "ash", "zsh", "ksh", "mksh", "csh", "tcsh", "fish");
    return names.stream()
        .flatMap(name -> List.of("/bin/" + name, "/usr/bin/" + name).stream())
        .toArray(String[]::new);
  }

  /** What leaves; nothing for the one that only changes modes. */
  public List<PathPattern> patterns() {
    return patterns;
  }

  /** Its folders are written to while the image runs, so they stay, empty. */
  public boolean keepsFolders() {
    return this == CACHES || this == LOGS;
  }

  @Override
  public String toString() {
    return word;
  }
}
