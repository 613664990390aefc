package io.github.whittle.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must be known of a process to tell which path it means. */
final class StraceProcess {
  private final Map<String, String> open;
  private String folder;
  private int programs;

  private StraceProcess(String folder, int programs, Map<String, String> open) {
    this.folder = folder;
    this.programs = programs;
    this.open = new HashMap<>(open);
  }

  static StraceProcess in(String folder) {
    return new StraceProcess(folder, 0, Map.of());
  }

  /** A process that this one made. */
  StraceProcess child() {
    return new StraceProcess(folder, programs, open);
  }

  /** How many programs it, or those that it comes of, have become. */
  int programs() {
    return programs;
  }

  void becameProgram() {
    programs++;
  }

  void moveTo(String path) {
    folder = path;
  }

  void opened(String descriptor, String path) {
    open.put(descriptor, path);
  }

  String path(String name) {
    return name.startsWith("/") ? name : folder + "/" + name;
  }

  /**
   * The path of a name in a folder that a descriptor stands for.
   *
   * @param handle an argument as strace writes it
   */
  Optional<String> path(String handle, String name) {
    if (name.startsWith("/")) {
      return Optional.of(name);
    }
    return base(handle).map(base -> name.isEmpty() ? base : base + "/" + name);
  }

  /** What a descriptor stands for. */
  Optional<String> base(String handle) {
    var said = StraceText.handlePath(handle);
    var descriptor = StraceText.handle(handle).orElse("");
    if (descriptor.equals("AT_FDCWD")) {
      said.ifPresent(this::moveTo);
      return Optional.of(folder);
    }
    return said.or(() -> Optional.ofNullable(open.get(descriptor)));
  }
}
