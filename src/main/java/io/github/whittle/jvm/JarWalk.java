package io.github.whittle.jvm;

import io.github.whittle.archive.UnpackLimit;
import io.github.whittle.archive.WorkFolder;
import io.github.whittle.archive.ZipContent;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Content.FileContent;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Goes through the files in a jar, and in the jars in it. */
final class JarWalk {
  /** A war in an ear with jars of Spring Boot in it has four. */
  private static final int MAX_DEPTH = 8;

  private final WorkFolder work;
  private final Progress progress;
  private final Visit visit;
  private final UnpackLimit limit;
  private String outermost = "";
  private long packed;
  private long unpacked;

  /** What is done with each file. */
  @FunctionalInterface
  interface Visit {
    /**
     * @param jar with those around it: {@code /app.war!/WEB-INF/lib/a.jar}
     * @param content as long as this runs
     */
    void file(String jar, String name, Content content) throws IOException;
  }

  /**
   * @param work for jars that lie in others
   * @param progress is told of what is no jar
   */
  JarWalk(WorkFolder work, Progress progress, Visit visit) {
    this(work, progress, visit, UnpackLimit.USUAL);
  }

  JarWalk(WorkFolder work, Progress progress, Visit visit, UnpackLimit limit) {
    this.work = work;
    this.progress = progress;
    this.visit = visit;
    this.limit = limit;
  }

  static boolean isJar(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jar") || lower.endsWith(".war");
  }

  /**
   * @throws InvalidInputException if what lies in it is a bomb
   */
  void jar(String name, Content content) throws IOException {
    outermost = name;
    packed = content.size();
    unpacked = 0;
    jar(name, content, 1);
  }

  /** One that is damaged is passed over, and the jar around it is gone through to its end. */
  private void jar(String name, Content content, int depth) throws IOException {
    try {
      whole(name, content, depth);
    } catch (ZipException | EOFException e) {
      progress.warn("'%s' cannot be read as a jar: %s".formatted(name, e.getMessage()));
    }
  }

  private void whole(String name, Content content, int depth) throws IOException {
    if (content instanceof ZipContent zip) {
      for (var member : zip.members()) {
        entry(name, member.name(), member.content(), depth);
      }
    } else if (content instanceof FileContent file) {
      zip(name, file.file(), depth);
    } else {
      var copy = bounded(content);
      try {
        zip(name, copy, depth);
      } finally {
        Files.delete(copy);
      }
    }
  }

  private void zip(String name, Path file, int depth) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        entry(name, entry.getName(), new Part(zip, entry), depth);
      }
    }
  }

  private void entry(String jar, String name, Content content, int depth) throws IOException {
    if (!isJar(name)) {
      if (!name.endsWith("/")) {
        visit.file(jar, name, content);
      }
    } else if (depth < MAX_DEPTH) {
      jar(jar + "!/" + name, content, depth + 1);
    } else {
      progress.warn(
          "'%s' lies in %s jars, each in the next, and is not looked into"
              .formatted(jar + "!/" + name, depth));
    }
  }

  /**
   * A copy of a part of the jar that is gone through.
   *
   * @throws InvalidInputException if with this the jar unpacks to more than a jar may
   */
  Path bounded(Content content) throws IOException {
    var file = work.newFile();
    try (var in = content.open();
        var out = Files.newOutputStream(file)) {
      var buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        unpacked += count;
        if (unpacked > limit.of(packed)) {
          throw limit.refuse("'%s'".formatted(outermost), packed);
        }
        out.write(buffer, 0, count);
      }
    }
    return file;
  }

  /** The same bytes in a file of their own. */
  static Path copied(Content content, WorkFolder work) throws IOException {
    var file = work.newFile();
    try (var in = content.open()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** Of a jar that is open. */
  private record Part(ZipFile zip, ZipEntry entry) implements Content {
    @Override
    public long size() {
      return entry.getSize();
    }

    @Override
    public InputStream open() throws IOException {
      return new BufferedInputStream(zip.getInputStream(entry));
    }
  }
}
