package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of a lock file, read with the place of every mistake. */
final class LockLines {
  private static final Pattern LINE = Pattern.compile("(.+?) (sha256:\\S*) (\\S.*)");
  private static final Pattern MERGE = Pattern.compile("(<{7}|>{7}|\\|{7}|={7})( .*)?");

  private final Path file;
  private final Map<BaseReference, Integer> seen = new HashMap<>();
  private final Map<BaseReference, Locked> images = new TreeMap<>();
  private final List<String> comments = new ArrayList<>();

  private LockLines(Path file) {
    this.file = file;
  }

  static LockFile read(Path file, List<String> lines) {
    var read = new LockLines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        read.add(lines.get(i).strip(), i + 1);
      } catch (InvalidInputException e) {
        throw new InvalidInputException("%s:%s: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    return new LockFile(file, read.comments, read.images);
  }

  static String write(BaseReference reference, Locked locked, Path file) {
    return locked.platforms().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(
            Collectors.joining(
                ", ", reference.in(file.getParent()) + " " + locked.digest() + " ", ""));
  }

  private void add(String line, int number) {
    if (MERGE.matcher(line).matches()) {
      throw new InvalidInputException(
          "a merge was not finished here: keep the lines of either side, remove the marks, and run "
              + Bases.LOCK_COMMAND);
    }
    if (line.startsWith("#")) {
      addComment(line);
    } else if (!line.isEmpty()) {
      addImage(line, number);
    }
  }

  private void addComment(String line) {
    if (!images.isEmpty()) {
      throw new InvalidInputException(
          "a comment below an image would be lost, since the lines are sorted; move it to the top");
    }
    comments.add(line);
  }

  private void addImage(String line, int number) {
    var match = LINE.matcher(line);
    if (!match.matches()) {
      throw new InvalidInputException(
          "'%s' is not 'reference sha256:... os/architecture=sha256:...'; remove the line and run %s"
              .formatted(line, Bases.LOCK_COMMAND));
    }
    var reference = BaseReference.parse(match.group(1), file.getParent());
    var before = seen.putIfAbsent(reference, number);
    if (before != null) {
      throw new InvalidInputException(
          "'%s' stands in line %s already; remove one".formatted(match.group(1), before));
    }
    images.put(reference, new Locked(Digest.parse(match.group(2)), platforms(match.group(3))));
  }

  private static Map<Platform, Digest> platforms(String text) {
    var platforms = new TreeMap<Platform, Digest>();
    Stream.of(text.split(", *", -1)).forEach(part -> addPlatform(part.strip(), platforms));
    return platforms;
  }

  private static void addPlatform(String text, Map<Platform, Digest> into) {
    var parts = text.split("=", -1);
    if (parts.length != 2) {
      throw new InvalidInputException(
          "'%s' is not os/architecture[/variant]=sha256:...".formatted(text));
    }
    var platform = Platform.parse(parts[0]);
    if (into.put(platform, Digest.parse(parts[1])) != null) {
      throw new InvalidInputException("platform %s is there twice; remove one".formatted(platform));
    }
  }
}
