package io.github.whittle.maven;

import io.github.whittle.supply.Checkout;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The commit that a folder is checked out at, as git says it. */
public final class GitRevision {
  /** What {@code git status} writes before a file that is not in its index. */
  private static final String UNKNOWN = "?? ";

  private final Path folder;
  private final Map<String, String> environment;

  /** What git says, without the space around it. */
  private record Said(boolean isGood, String text) {
    Optional<String> good() {
      return isGood ? Optional.of(text) : Optional.empty();
    }
  }

  public GitRevision(Path folder) {
    this(folder, Map.of());
  }

  /**
   * @param environment of git, beside ours
   */
  GitRevision(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * @return hexadecimal
   * @throws InvalidInputException if git does not say one
   */
  public String commit() {
    try {
      return found().orElseThrow(this::notFound);
    } catch (IOException e) {
      throw refused("git cannot be run", e);
    }
  }

  /**
   * The same, and whether files differ from it; nothing if git does not say one.
   *
   * @param made folders that builds write to, which need not be ignored
   * @param progress is told of a checkout that git does not trust
   */
  public Optional<Checkout> checkout(Collection<Path> made, Progress progress) {
    try {
      var commit = found();
      if (commit.isEmpty()) {
        distrust().ifPresent(why -> progress.warn("the provenance lacks the commit: " + why));
        return Optional.empty();
      }
      return Optional.of(new Checkout(commit.get(), isChanged(made)));
    } catch (IOException e) {
      return Optional.empty(); // Without git there is no commit.
    }
  }

  private Optional<String> found() throws IOException {
    return git(false, "rev-parse", "--verify", "HEAD")
        .good()
        .filter(text -> text.matches("[0-9a-f]{40,64}"));
  }

  /** What git does not know, and does not ignore, may be in the image as well as what it knows. */
  private boolean isChanged(Collection<Path> made) throws IOException {
    var words = new ArrayList<>(List.of("--no-optional-locks", "status", "--porcelain", "-z"));
    words.addAll(List.of("--untracked-files=normal", "--", ":/"));
    var root = git(false, "rev-parse", "--show-toplevel").good();
    if (root.isEmpty()) {
      return true; // Where git does not say that nothing is changed, nobody else may.
    }
    var top = Path.of(root.get()).toRealPath();
    words.addAll(without(made, top));
    var changes = git(false, words.toArray(String[]::new)).good();
    return changes.isEmpty() || !changes.get().isEmpty() && !areOutput(changes.get(), top);
  }

  private boolean areOutput(String changes, Path top) throws IOException {
    var list = git(false, "ls-files", "-z", "--full-name", "--", ":(top,glob)**/pom.xml");
    var poms = Set.copyOf(List.of(list.text().split("\0")));
    return Stream.of(changes.split("\0")).allMatch(change -> isOutput(change, top, poms));
  }

  /**
   * What git does not know in the target of a module, which need not be of this session. What lies
   * in a folder {@code src} is no module, whatever it is called: Maven copies it as it is.
   *
   * @param poms those that git knows, from the top
   */
  private static boolean isOutput(String change, Path top, Set<String> poms) {
    if (!change.startsWith(UNKNOWN)) {
      return false;
    }
    try {
      var path = top.resolve(change.substring(UNKNOWN.length()));
      return Stream.iterate(path, at -> !at.equals(top), Path::getParent)
          .filter(at -> at.endsWith("target"))
          .map(at -> name(at.resolveSibling("pom.xml"), top))
          .anyMatch(pom -> poms.contains(pom) && !("/" + pom).contains("/src/"));
    } catch (InvalidPathException e) {
      return false; // A name that this locale cannot write.
    }
  }

  /** As git says it. */
  private static String name(Path path, Path top) {
    return top.relativize(path).toString().replace(File.separatorChar, '/');
  }

  private List<String> without(Collection<Path> made, Path root) throws IOException {
    var without = new ArrayList<String>();
    for (var place : made) {
      var real = Files.exists(place) ? place.toRealPath() : root;
      if (real.startsWith(root) && !folder.toRealPath().startsWith(real)) {
        without.add(":(top,exclude,literal)" + name(real, root));
      }
    }
    return without;
  }

  private InvalidInputException notFound() {
    try {
      return distrust()
          .map(why -> new InvalidInputException("<container><gitRevision> is true, and " + why))
          .orElseGet(() -> refused("git knows no commit of '%s'".formatted(folder), null));
    } catch (IOException e) {
      return refused("git cannot be run", e);
    }
  }

  /** Its words and its cure, if git refuses a checkout that another user owns. */
  private Optional<String> distrust() throws IOException {
    var lines = git(true, "rev-parse", "--git-dir").text().lines().map(String::strip).toList();
    return lines.stream()
        .filter(line -> line.matches("git config .*safe\\.directory.*"))
        .map(cure -> "git says: %s; allow it with: %s".formatted(lines.get(0), cure))
        .findFirst();
  }

  /**
   * @param withErrors whether they are part of what it says
   */
  private Said git(boolean withErrors, String... words) throws IOException {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(withErrors);
    if (!withErrors) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    builder.environment().putAll(environment);
    var git = builder.start();
    git.getOutputStream().close();
    var text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return new Said(git.waitFor() == 0, text);
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
