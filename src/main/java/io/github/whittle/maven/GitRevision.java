package io.github.whittle.maven;

import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The commit that a folder is checked out at, as git says it. */
public final class GitRevision {
  private GitRevision() {}

  /**
   * @throws InvalidInputException if git does not say one
   */
  public static String of(Path folder) {
    try {
      var git =
          new ProcessBuilder("git", "-C", folder.toString(), "rev-parse", "--verify", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      var text = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (git.waitFor() == 0 && text.matches("[0-9a-f]{40,64}")) {
        return text;
      }
    } catch (IOException e) {
      throw refused("git cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("interrupted", e);
    }
    throw refused("git knows no commit of '%s'".formatted(folder), null);
  }

  private static InvalidInputException refused(String reason, Exception cause) {
    return new InvalidInputException(
        "<container><gitRevision> is true, and %s; remove it, or build in a checkout"
            .formatted(reason),
        cause);
  }
}
