package io.github.whittle.jvm;

import io.github.whittle.config.Configuration;
import io.github.whittle.config.Jars;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An application as it goes into an image, the same for every platform.
 *
 * @param parts each a layer of its own, what changes least first
 * @param command that starts it; nothing where a server of the base does
 * @param jars how they are written
 */
public record Application(List<Part> parts, Optional<JavaCommand> command, Jars jars) {
  public Application {
    parts = List.copyOf(parts);
  }

  /**
   * The application of a project.
   *
   * @param time of every file, in seconds since 1970
   * @throws io.github.whittle.user.InvalidInputException if nothing says what to start, or
   *     something is not built yet
   */
  public static Application of(JavaProject project, Configuration configuration, long time)
      throws IOException {
    return ProjectApplication.of(project, configuration, time);
  }

  /** The parts as they go into an image. */
  public List<Part> written(Ledger ledger) throws IOException {
    var jars = new JarRewriting(this.jars, ledger);
    var written = new ArrayList<Part>();
    for (var part : parts) {
      written.add(new Part(part.kind(), jars.rewritten(part.files())));
    }
    return written;
  }

  /**
   * What changes together.
   *
   * @param files jars as they are on disk, each as a {@link
   *     io.github.whittle.tree.Content.FileContent}
   */
  public record Part(Kind kind, FileTree files) {}

  /** From what changes least to what changes most. */
  public enum Kind {
    DEPENDENCIES("dependencies"),
    /** Snapshots, and modules of the same build. */
    SNAPSHOTS("snapshots"),
    RESOURCES("resources"),
    CLASSES("classes");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
