package io.github.whittle.build;

import io.github.whittle.config.Container;
import io.github.whittle.config.Entrypoint;
import io.github.whittle.elf.FileFormat;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.jvm.Application;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an image runs. */
final class Entrypoints {
  private static final int ANY_EXECUTE_BIT = 0111;

  /** That of the base, found in its PATH. */
  private static final String JAVA = "java";

  private Entrypoints() {}

  /**
   * The entrypoint of the user, else the application, else the one executable file among the
   * contents; empty where the base decides, which without contents may have none.
   */
  static Optional<List<String>> own(
      Container container, Optional<Application> application, ImageConfig base, Rootfs rootfs)
      throws IOException {
    if (container.entrypoint().isPresent()) {
      return container.entrypoint().map(Entrypoint::words);
    }
    var command = application.flatMap(Application::command);
    if (command.isPresent()) {
      return command.map(c -> c.words(JAVA));
    }
    var programs = programs(rootfs);
    var runnable = programs.stream().filter(path -> isExecutable(rootfs, path)).toList();
    if (runnable.size() == 1) {
      return Optional.of(List.of(runnable.get(0).value()));
    }
    if (rootfs.added().isEmpty()
        || !base.entrypoint().isEmpty()
        || runnable.isEmpty() && !base.command().isEmpty()) {
      return Optional.empty();
    }
    throw new InvalidInputException(runnable.isEmpty() ? none(programs) : several(runnable));
  }

  private static String none(List<TreePath> programs) {
    return programs.isEmpty()
        ? "nothing in <contents> can be run, so there is no entrypoint; add a program, or <application/> in a jar or war project, or write <container><entrypoint>"
        : "nothing in <contents> can be run, so there is no entrypoint: %s has a mode without any execute bit; leave out its <mode>"
            .formatted(listed(programs));
  }

  private static String several(List<TreePath> programs) {
    return "<contents> has %s programs (%s): write the one to run as <container><entrypoint><arg>%s</arg></entrypoint></container>"
        .formatted(programs.size(), listed(programs), programs.get(0));
  }

  private static boolean isExecutable(Rootfs rootfs, TreePath path) {
    return rootfs.whole().inode(path).stream()
        .anyMatch(file -> (file.attributes().mode() & ANY_EXECUTE_BIT) != 0);
  }

  private static List<TreePath> programs(Rootfs rootfs) throws IOException {
    var found = new ArrayList<TreePath>();
    for (var e : rootfs.added().entries().entrySet()) {
      if (e.getValue() instanceof Entry.RegularFile file
          && !rootfs.isLibrary(e.getKey())
          && FileFormat.of(e.getKey().value(), file.content()).isProgram()) {
        found.add(e.getKey());
      }
    }
    return found;
  }

  private static String listed(List<TreePath> programs) {
    var first = programs.stream().limit(5).map(TreePath::value).toList();
    return String.join(", ", first) + (programs.size() > first.size() ? ", …" : "");
  }
}
