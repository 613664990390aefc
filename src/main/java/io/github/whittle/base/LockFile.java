package io.github.whittle.base;

import io.github.whittle.config.BaseReference;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code whittle.lock}: what the images that the poms name are pinned to, one line an image,
 * sorted.
 *
 * <p>A line is {@code reference sha256:INDEX os/arch[/variant]=sha256:…, …}; comment lines with
 * {@code #} may stand at the top. Paths of images on disk are relative to the file's folder.
 */
public final class LockFile {
  public static final String NAME = "whittle.lock";

  private final Path file;
  private final List<String> comments;
  private final SortedMap<BaseReference, Locked> images;

  LockFile(Path file, List<String> comments, Map<BaseReference, Locked> images) {
    this.file = file;
    this.comments = List.copyOf(comments);
    this.images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
  }

  /** A lock file of no lines, wherever it may be. */
  public static LockFile empty() {
    return new LockFile(Path.of(NAME).toAbsolutePath(), List.of(), Map.of());
  }

  /** The nearest lock file upward from {@code folder}, itself included. */
  public static Optional<Path> nearest(Path folder) {
    return Stream.iterate(folder.toAbsolutePath().normalize(), f -> f != null, Path::getParent)
        .map(f -> f.resolve(NAME))
        .filter(Files::exists)
        .findFirst();
  }

  /** Reads the nearest lock file upward; where there is none, one of no lines in {@code folder}. */
  public static LockFile readNearest(Path folder) throws IOException {
    return read(nearest(folder).orElse(folder.resolve(NAME)));
  }

  /**
   * Reads a lock file; one that is not there has no lines.
   *
   * @throws InvalidInputException with file and line where it is damaged
   */
  public static LockFile read(Path file) throws IOException {
    var absolute = file.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      return new LockFile(absolute, List.of(), Map.of());
    }
    if (Files.isDirectory(absolute)) {
      throw new InvalidInputException(
          "'%s' is a folder, and that name is the lock file's; give the folder another"
              .formatted(absolute));
    }
    return LockLines.read(absolute, text(absolute).lines().toList());
  }

  /** Without the mark that Windows' editors put first. */
  private static String text(Path file) throws IOException {
    try {
      var text = Files.readString(file);
      if (text.indexOf('\0') < 0) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    } catch (CharacterCodingException e) {
      throw noText(file, e);
    }
    throw noText(file, null);
  }

  private static InvalidInputException noText(Path file, CharacterCodingException e) {
    return new InvalidInputException(
        "'%s' is not text in UTF-8; take it from your version control again, or delete it and run %s"
            .formatted(file, Bases.LOCK_COMMAND),
        e);
  }

  public Path file() {
    return file;
  }

  public Optional<Locked> find(BaseReference reference) {
    return Optional.ofNullable(images.get(reference));
  }

  /** All lines. */
  public SortedMap<BaseReference, Locked> images() {
    return images;
  }

  /** The same file with these lines and no others; its comments stay. */
  public LockFile withImages(Map<BaseReference, Locked> others) {
    return new LockFile(file, comments, others);
  }

  /**
   * Puts the lines into the file in one step.
   *
   * @return false if they stand there already, with whatever line ends; the file is then left alone
   */
  public boolean write() throws IOException {
    var text = toString();
    if (Files.exists(file) && text.equals(Files.readString(file).replace("\r\n", "\n"))) {
      return false;
    }
    // A link stays a link. Not createTempFile: its file only the owner can read.
    var target = Files.exists(file) ? file.toRealPath() : file;
    var temporary = target.resolveSibling("." + NAME + "-" + UUID.randomUUID());
    try {
      Files.writeString(temporary, text);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return true;
  }

  /** The text of the file. */
  @Override
  public String toString() {
    var lines =
        images.entrySet().stream()
            .map(e -> LockLines.write(e.getKey(), e.getValue(), file))
            .sorted();
    return Stream.concat(comments.stream(), lines)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
