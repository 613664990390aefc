package io.github.whittle.base;

import io.github.whittle.archive.Decompression;
import io.github.whittle.image.Digest;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Blobs and unpacked layers by digest, kept from build to build.
 *
 * <p>Threads, processes and class loaders may share one folder: files come by atomic rename and are
 * verified whenever they are used. Without a lock on the folder, two may do the same work; neither
 * gets wrong bytes.
 */
public final class BlobCache {
  /** So that the threads of one build do not fetch one blob twice; others may. */
  private static final Object[] TURNS =
      IntStream.range(0, 64).mapToObj(i -> new Object()).toArray();

  private final Path folder;
  private final Progress progress;
  private final Outcomes outcomes;

  public BlobCache(Path folder, Progress progress) {
    this.folder = folder.toAbsolutePath().normalize();
    this.progress = progress;
    this.outcomes = new Outcomes(this.folder);
  }

  /** Writes a new file and gives the digest of what it wrote. */
  @FunctionalInterface
  interface Source {
    Digest writeTo(Path file) throws IOException, RegistryException;
  }

  /**
   * Where the cache is if the user says nothing.
   *
   * @param environment of the process
   * @param system the property {@code os.name}
   * @param home the user's folder
   * @see <a href="https://specifications.freedesktop.org/basedir-spec/0.8/">XDG base
   *     directories</a>
   */
  public static Path usualFolder(Map<String, String> environment, String system, Path home) {
    var xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "whittle");
    }
    var name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("whittle");
    }
    var local = environment.getOrDefault("LOCALAPPDATA", "");
    return name.startsWith("windows") && !local.isEmpty()
        ? Path.of(local, "whittle", "cache")
        : home.resolve(".cache").resolve("whittle");
  }

  /** Whether there is a file for a blob, good or not. */
  boolean seems(Digest digest) {
    return Files.exists(blob(digest));
  }

  /**
   * A blob, from {@code source} if it is not there or damaged.
   *
   * @param origin where it comes from then, for the message
   * @throws InvalidInputException if {@code source} has other bytes
   */
  Path blob(Digest digest, String origin, Source source) throws IOException, RegistryException {
    return findOrAdd(blob(digest), digest, name(digest, origin), source);
  }

  /**
   * The plain tar of a layer, unpacked if it is not there or damaged, or if it came of another
   * blob: this one may unpack to something else.
   *
   * @param blob compressed or not
   * @param packed the file that it is
   * @param name that errors begin with
   * @throws InvalidInputException if it cannot be unpacked, or to something else
   */
  Path tar(Digest diffId, Digest blob, Path packed, String name) throws IOException {
    var target = layer(diffId);
    synchronized (turn(target)) {
      boolean known = outcomes.find(blob).filter(diffId::equals).isPresent();
      var there = known ? findOrTell(target, diffId) : Optional.<Path>empty();
      return there.isPresent() ? there.get() : unpack(diffId, blob, packed, name);
    }
  }

  private Path unpack(Digest diffId, Digest blob, Path packed, String name) throws IOException {
    try {
      var what = name + ", unpacked,";
      var tar = add(layer(diffId), diffId, what, file -> Decompression.toFile(packed, file, name));
      outcomes.put(blob, diffId);
      return tar;
    } catch (RegistryException e) {
      throw new IllegalStateException("unpacking asks no registry", e);
    }
  }

  /** Makes a file of what is on this machine. */
  @FunctionalInterface
  public interface Maker {
    void writeTo(Path file) throws IOException;
  }

  /**
   * A tar that was made here, now or earlier; anew if it is damaged.
   *
   * @param key the digest of all that decides its bytes
   */
  public Path made(Digest key, Maker maker) throws IOException {
    synchronized (turn(folder.resolve(key.hex()))) {
      var before = outcomes.find(key);
      var there =
          before.isPresent()
              ? findOrTell(layer(before.get()), before.get())
              : Optional.<Path>empty();
      return there.isPresent() ? there.get() : make(key, maker);
    }
  }

  private Path make(Digest key, Maker maker) throws IOException {
    var temporary = temporary();
    try {
      maker.writeTo(temporary);
      var digest = Digest.of(temporary);
      var target = layer(digest);
      Files.createDirectories(target.getParent());
      publish(temporary, target, digest);
      outcomes.put(key, digest);
      return target;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path temporary() throws IOException {
    var file = CacheCleaning.temporary(folder).resolve(UUID.randomUUID().toString());
    Files.createDirectories(file.getParent());
    return file;
  }

  private Path layer(Digest digest) {
    return folder.resolve("layers").resolve(digest.hex() + ".tar");
  }

  /** Files that were used in the last day stay, whatever is given: a build may need them. */
  public void clean(long limit, Duration unused) throws IOException {
    new CacheCleaning(folder, progress).run(limit, unused);
  }

  private Path blob(Digest digest) {
    return folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
  }

  private static Object turn(Path target) {
    return TURNS[Math.floorMod(target.hashCode(), TURNS.length)];
  }

  private Optional<Path> find(Path file, Digest digest) throws IOException {
    try {
      CacheCleaning.touch(file);
      return Digest.of(file).equals(digest) ? Optional.of(file) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The same where it will be made anew. */
  private Optional<Path> findOrTell(Path file, Digest digest) throws IOException {
    var there = find(file, digest);
    if (there.isEmpty() && Files.exists(file)) {
      // It stays until a good one takes its place: by now another build may have put one there.
      progress.warn("'%s' is damaged: made anew".formatted(file));
    }
    return there;
  }

  private Path findOrAdd(Path target, Digest digest, String what, Source source)
      throws IOException, RegistryException {
    var there = find(target, digest);
    if (there.isPresent()) {
      return there.get();
    }
    synchronized (turn(target)) {
      var meanwhile = findOrTell(target, digest);
      return meanwhile.isPresent() ? meanwhile.get() : add(target, digest, what, source);
    }
  }

  private Path add(Path target, Digest digest, String what, Source source)
      throws IOException, RegistryException {
    var temporary = temporary();
    Files.createDirectories(target.getParent());
    try {
      check(source.writeTo(temporary), digest, what);
      publish(temporary, target, digest);
      return target;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** What errors call a blob. */
  static String name(Digest digest, String origin) {
    return "the blob %s of '%s'".formatted(digest, origin);
  }

  static void check(Digest found, Digest digest, String what) {
    if (!found.equals(digest)) {
      throw new InvalidInputException(
          "%s has the digest %s and not %s: it is damaged, or not what was pinned"
              .formatted(what, found, digest));
    }
  }

  private void publish(Path temporary, Path target, Digest digest) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Windows does not replace what another process reads; it may be the same already.
      if (find(target, digest).isEmpty()) {
        throw e;
      }
    }
  }
}
