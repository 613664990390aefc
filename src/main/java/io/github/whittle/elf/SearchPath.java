package io.github.whittle.elf;

import java.util.List;
import java.util.Map;

/**
 * The folders in which a program is looked for that is named without one, in their order.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/exec.3.html">exec(3), execvp</a>
 */
public record SearchPath(List<String> folders) {
  /** Of container runtimes, where the image sets none. */
  private static final String DEFAULT =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public SearchPath {
    folders = List.copyOf(folders);
  }

  /** From the variable PATH of an image; folders that are not absolute are passed over. */
  public static SearchPath of(Map<String, String> environment) {
    var path = environment.getOrDefault("PATH", DEFAULT);
    return new SearchPath(
        List.of(path.split(":")).stream().filter(folder -> folder.startsWith("/")).toList());
  }

  /** Where {@code command} may be; only itself if it names a folder. */
  public List<String> candidates(String command) {
    return command.contains("/")
        ? List.of(command)
        : folders.stream().map(folder -> folder + "/" + command).toList();
  }
}
