package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.archive.ZipContent;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Content.FileContent;
import io.github.whittle.user.Progress;
import java.io.BufferedInputStream;
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
  private final WorkFolder work;
  private final Progress progress;
  private final Visit visit;

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
    this.work = work;
    this.progress = progress;
    this.visit = visit;
  }

  static boolean isJar(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jar") || lower.endsWith(".war");
  }

  void jar(String name, Content content) throws IOException {
    if (content instanceof ZipContent zip) {
      for (var member : zip.members()) {
        entry(name, member.name(), member.content());
      }
      return;
    }
    try (var zip = new ZipFile(onDisk(content).toFile())) {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        entry(name, entry.getName(), new Part(zip, entry));
      }
    } catch (ZipException e) {
      progress.warn("'%s' cannot be read as a jar: %s".formatted(name, e.getMessage()));
    }
  }

  private void entry(String jar, String name, Content content) throws IOException {
    if (isJar(name)) {
      jar(jar + "!/" + name, content);
    } else if (!name.endsWith("/")) {
      visit.file(jar, name, content);
    }
  }

  private Path onDisk(Content content) throws IOException {
    return content instanceof FileContent file ? file.file() : copied(content, work);
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
