package io.github.whittle.jvm;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.jvm.ModuleNeeds.Reason;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * Finds the modules that a program needs, in all its class files: those in folders, in jars, and in
 * jars in jars.
 *
 * <p>{@code jdeps} finds the same for types, but reads a jar with a module descriptor as a module,
 * and then fails for want of the modules that this one requires and nobody needs on a class path.
 */
public final class ModuleScan {
  /**
   * Of a multi-release jar, or of one that lies unpacked in it; the number is the oldest JDK that
   * reads the class.
   */
  private static final Pattern VERSIONED =
      Pattern.compile("(?:.*/)?META-INF/versions/(\\d{1,3})/.*");

  /** Of a folder, where no JDK reads it. */
  private static final Pattern VERSIONED_IN_FOLDER =
      Pattern.compile(".*/META-INF/versions/\\d{1,3}/.*");

  private static final String DESCRIPTOR = "/module-info.class";

  /** Lombok's own classes, which only a compiler loads. */
  private static final String OF_COMPILER = ".SCL.lombok";

  private static final Pattern OWN_IN_JAR = Pattern.compile("(BOOT|WEB)-INF/classes/.*");

  private final Jdk jdk;
  private final JarWalk jars;
  private final Progress progress;
  private final ModuleNeeds needs;
  private final Set<String> tooNew = new HashSet<>();
  private int classes;

  private ModuleScan(Jdk jdk, WorkFolder work, Progress progress) throws IOException {
    this.jdk = jdk;
    this.jars = new JarWalk(work, progress, this::entry);
    this.progress = progress;
    this.needs = new ModuleNeeds(jdk);
  }

  /**
   * What a program needs.
   *
   * @param modules with the reason for each; empty if there are no classes
   * @param fonts who needs them
   */
  public record Found(Map<String, Reason> modules, Optional<ModuleNeeds.FontUse> fonts) {}

  /**
   * Reads all classes.
   *
   * @throws InvalidInputException if the program's own classes are newer than the JDK
   */
  public static Found of(FileTree program, Jdk jdk, WorkFolder work, Progress progress)
      throws IOException {
    var scan = new ModuleScan(jdk, work, progress);
    for (var e : program.entries().entrySet()) {
      if (e.getValue() instanceof RegularFile file) {
        scan.file(e.getKey().value(), file.content());
      }
    }
    var modules = scan.classes == 0 ? Map.<String, Reason>of() : scan.needs.reasons();
    return new Found(modules, scan.needs.fonts());
  }

  private void file(String path, Content content) throws IOException {
    if (JarWalk.isJar(path)) {
      jars.jar(path, content);
    } else if (path.endsWith(".class") && !VERSIONED_IN_FOLDER.matcher(path).matches()) {
      try (var in = content.open()) {
        add(path, in, true);
      }
    }
  }

  /** What is damaged Java meets only where it reads it: all else in the jar counts. */
  private void entry(String jar, String name, Content content) throws IOException {
    if (isForOtherJdk(name)) {
      return;
    }
    try {
      readable(jar, name, content);
    } catch (ZipException | EOFException e) {
      progress.debug("'%s!/%s' is not looked at: %s".formatted(jar, name, e.getMessage()));
    }
  }

  private void readable(String jar, String name, Content content) throws IOException {
    boolean isClass = isClass(name, content);
    try (var in = content.open()) {
      if (isClass) {
        add(fileName(jar) + "!/" + name, in, OWN_IN_JAR.matcher(name).matches());
      } else if (name.startsWith(Archive.SERVICES)) {
        needs.addService(name.substring(Archive.SERVICES.length()), fileName(jar));
      } else if (name.equals(Archive.MANIFEST)) {
        manifest(jar, in);
      }
    }
  }

  /**
   * Agents hide their classes from the application by other names, {@code .classdata} or {@code
   * .esclazz}, and load them all the same.
   */
  private static boolean isClass(String name, Content content) throws IOException {
    return name.endsWith(".class") || !name.endsWith(OF_COMPILER) && PoolFacts.isClass(content);
  }

  private void manifest(String jar, InputStream in) {
    var attributes = attributes(jar, in);
    if (attributes.getValue("Premain-Class") != null
        || attributes.getValue("Launcher-Agent-Class") != null) {
      needs.add("java.instrument", fileName(jar) + " is an agent");
    }
  }

  /** None of a manifest that is damaged: Java starts with such a jar. */
  private Attributes attributes(String jar, InputStream in) {
    try {
      return new Manifest(in).getMainAttributes();
    } catch (IOException e) {
      progress.warn("the manifest of '%s' cannot be read: %s".formatted(jar, e.getMessage()));
      return new Attributes();
    }
  }

  private boolean isForOtherJdk(String name) {
    var versioned = VERSIONED.matcher(name);
    return versioned.matches() && Integer.parseInt(versioned.group(1)) > jdk.feature();
  }

  private void add(String name, InputStream in, boolean own) throws IOException {
    if (!name.endsWith(DESCRIPTOR)) {
      addClass(name, in, own);
      return;
    }
    var bytes = in.readAllBytes();
    addClass(name, new ByteArrayInputStream(bytes), own);
    addRequired(name, bytes);
  }

  private void addRequired(String name, byte[] descriptor) {
    try {
      for (var module : ModuleReader.read(descriptor).requires()) {
        needs.add(module, name + " requires it");
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      progress.debug("what '%s' requires cannot be read: %s".formatted(name, e.getMessage()));
    }
  }

  private void addClass(String name, InputStream in, boolean own) throws IOException {
    var read = read(name, in);
    if (read.isPresent()) {
      classes++;
      checkVersion(name, read.get(), own);
      needs.add(name, read.get(), own);
    }
  }

  /** Nothing for what only looks like a class: jars of tools and tests have such. */
  private Optional<PoolFacts> read(String name, InputStream in) throws IOException {
    try {
      return Optional.of(PoolFacts.read(in));
    } catch (InvalidInputException | EOFException | UTFDataFormatException e) {
      progress.debug("'%s' is not looked at: %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }

  /** A library may have classes for newer JDKs only and never load them. */
  private void checkVersion(String name, PoolFacts facts, boolean own) {
    if (facts.version() <= jdk.classVersion() || name.endsWith(DESCRIPTOR)) {
      return;
    }
    var sentence =
        "'%s' is made for Java %s, and the runtime for Java %s"
            .formatted(name, ClassVersion.ofMajor(facts.version()).java(), jdk.feature());
    if (own) {
      throw new InvalidInputException(
          sentence + "; name a newer <jdk>, or set maven.compiler.release to " + jdk.feature());
    }
    if (tooNew.add(jar(name))) {
      progress.warn(sentence);
    }
  }

  private static String jar(String name) {
    return name.substring(0, Math.max(0, name.indexOf("!/")));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
