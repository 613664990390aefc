package io.github.whittle.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a project is built once more, in a copy of its folder. */
public interface BuildAgain {
  /** The folder with all that the build reads. */
  Path root();

  /** What below the root the build makes anew. */
  Set<Path> made();

  /**
   * The command, word by word.
   *
   * @param copy of the root
   */
  List<String> words(Path copy);

  /** What is different in the environment of the command. */
  Map<String, String> environment();
}
