package io.github.whittle.sandbox;

import io.github.whittle.image.ImageConfig;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is run in an image, and how a runtime would run it.
 *
 * @param words the program, looked for in the image's PATH if it has no slash, and its arguments
 * @param environment all of it, in its order
 * @param user who it runs as
 * @param folder where it begins
 * @param mounts what of the machine it sees
 * @param network whether it has the network of the machine; else it has none
 */
public record Program(
    List<String> words,
    Map<String, String> environment,
    RunAs user,
    TreePath folder,
    List<Mount> mounts,
    boolean network) {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public Program {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    mounts = List.copyOf(mounts);
  }

  /**
   * The program of an image, without network.
   *
   * @param command instead of the image's entrypoint and arguments
   * @throws InvalidInputException if there is nothing to run, or the image does not know its user
   */
  public static Program of(ImageConfig config, FileTree tree, Optional<List<String>> command)
      throws IOException {
    var words =
        command.orElse(
            Stream.concat(config.entrypoint().stream(), config.command().stream()).toList());
    if (words.isEmpty()) {
      throw new InvalidInputException(
          "the image has neither an entrypoint nor arguments; write what to run as <command>");
    }
    var user = RunAs.of(config.user().orElse("0:0"), tree);
    return new Program(
        words,
        environment(config, user, tree),
        user,
        TreePath.parse(config.workingDirectory().orElse("/")),
        List.of(),
        false);
  }

  /** What the image says, and what every runtime adds. */
  private static Map<String, String> environment(ImageConfig config, RunAs user, FileTree tree)
      throws IOException {
    var all = new LinkedHashMap<>(config.environment());
    all.putIfAbsent("PATH", PATH);
    all.putIfAbsent("HOME", user.home(tree));
    return all;
  }

  public Program withEnvironment(Map<String, String> more) {
    var all = new LinkedHashMap<>(environment);
    all.putAll(more);
    return new Program(words, all, user, folder, mounts, network);
  }

  public Program withMounts(List<Mount> others) {
    return new Program(words, environment, user, folder, others, network);
  }

  public Program withNetwork(boolean wanted) {
    return new Program(words, environment, user, folder, mounts, wanted);
  }
}
