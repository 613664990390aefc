package io.github.whittle.maven;

import io.github.whittle.supply.Checkout;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commit that a folder is checked out at, as git says it. */
public final class GitRevision {
  private GitRevision() {}

  /**
   * @throws InvalidInputException if git does not say one
   */
  public static String of(Path folder) {
    try {
      return commit(folder)
          .orElseThrow(() -> refused("git knows no commit of '%s'".formatted(folder), null));
    } catch (IOException e) {
      throw refused("git cannot be run", e);
    }
  }

  /** The same, and whether files differ from it; nothing if git does not say one. */
  public static Optional<Checkout> checkout(Path folder) {
    try {
      var commit = commit(folder);
      return commit.isEmpty()
          ? Optional.empty()
          : Optional.of(new Checkout(commit.get(), isChanged(folder)));
    } catch (IOException e) {
      return Optional.empty(); // Without git there is no commit.
    }
  }

  private static Optional<String> commit(Path folder) throws IOException {
    return git(folder, "rev-parse", "--verify", "HEAD")
        .filter(text -> text.matches("[0-9a-f]{40,64}"));
  }

  /** Of the files that git knows; it must not write into a folder in which others work too. */
  private static boolean isChanged(Path folder) throws IOException {
    return git(folder, "--no-optional-locks", "status", "--porcelain", "--untracked-files=no")
        .filter(text -> !text.isEmpty())
        .isPresent();
  }

  /** What git says; nothing if it fails. */
  private static Optional<String> git(Path folder, String... words) throws IOException {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    var git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    git.getOutputStream().close();
    var text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return git.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("interrupted", e);
    }
  }

  private static InvalidInputException refused(String reason, Exception cause) {
    return new InvalidInputException(
        "<container><gitRevision> is true, and %s; remove it, or build in a checkout"
            .formatted(reason),
        cause);
  }
}
