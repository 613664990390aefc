package io.github.whittle.build;

import io.github.whittle.image.ImageConfig;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that flags of Java name: without an agent or an argument file Java does not start. */
final class FlagFiles {
  private static final Pattern AGENT = Pattern.compile("(?s)-(?:javaagent|agentpath):([^=]+).*");
  private static final Pattern CLASSES = Pattern.compile("(?s)-Xbootclasspath/a:(.+)");
  private static final Pattern ARGUMENTS = Pattern.compile("(?s)@([^@].*)");

  private FlagFiles() {}

  /**
   * Warns of those that are neither in the image nor below a volume: there something is mounted.
   *
   * @param config with the volumes of the base
   */
  static void check(List<String> flags, ImageConfig config, FileTree image, Progress progress) {
    for (var flag : flags) {
      files(flag)
          .filter(file -> file.startsWith("/") && isLacking(file, config, image))
          .forEach(file -> progress.warn(message(flag, file)));
    }
  }

  private static String message(String flag, String file) {
    return "<jvmFlags> has '%s', and '%s' is not in the image: Java looks for it when it starts; add it to <contents>, or mount it where the image runs"
        .formatted(flag, file);
  }

  private static Stream<String> files(String flag) {
    return Stream.of(AGENT, CLASSES, ARGUMENTS)
        .map(form -> form.matcher(flag))
        .filter(match -> match.matches())
        .flatMap(match -> split(match.group(1), match.pattern() == CLASSES).stream());
  }

  private static List<String> split(String text, boolean isPath) {
    return isPath ? List.of(text.split(":")) : List.of(text);
  }

  private static boolean isLacking(String file, ImageConfig config, FileTree image) {
    try {
      var path = TreePath.parse(file);
      return !isMounted(path, config.volumes()) && image.inode(image.resolve(path, true)).isEmpty();
    } catch (InvalidInputException e) {
      return true; // No path, or a link in circles: Java finds nothing there either.
    }
  }

  /** Volumes of bases are written by others, also with a slash at the end. */
  private static boolean isMounted(TreePath path, Collection<String> volumes) {
    return volumes.stream()
        .map(volume -> volume.replaceAll("/+$", ""))
        .anyMatch(volume -> (path.value() + "/").startsWith(volume + "/"));
  }
}
