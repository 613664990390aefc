package io.github.whittle.jvm;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A JDK, or the packaged modules of one, to link a runtime of.
 *
 * @param home its folder
 * @param packaged the folder of its {@code .jmod} files; nothing where only its own run-time image
 *     has the modules, as in most JDKs since 24
 * @param modules by name
 * @param place for people: its folder, or what it was unpacked of
 */
public record Jdk(
    Path home, Optional<Path> packaged, Map<String, JdkModule> modules, String place) {
  private static final String BASE = "java.base";
  private static final String BASE_FILE = BASE + ".jmod";

  /** A {@code bin} has it on Windows. */
  private static final Pattern VM = Pattern.compile("(?:lib|bin)/(\\w+)/(?:lib)?jvm\\.\\w+");

  private static final int VM_DEPTH = 3;

  public Jdk {
    modules = new TreeMap<>(modules);
  }

  Jdk(Path home, Optional<Path> packaged, Map<String, JdkModule> modules) {
    this(home, packaged, modules, home.toString());
  }

  /** The same that people know by another place than the folder that it was unpacked to. */
  public Jdk from(String other) {
    return new Jdk(home, packaged, modules, other);
  }

  /**
   * @param folder a JDK, or a folder of {@code .jmod} files
   * @throws InvalidInputException if it is neither
   */
  public static Jdk at(Path folder) throws IOException {
    for (var packaged : new Path[] {folder.resolve("jmods"), folder}) {
      if (Files.isRegularFile(packaged.resolve(BASE_FILE))) {
        return new Jdk(folder, Optional.of(packaged), packagedModules(packaged));
      }
    }
    if (!Files.isRegularFile(folder.resolve("lib").resolve("modules"))) {
      throw new InvalidInputException(
          "'%s' is no JDK of Java 9 or later: it has neither jmods/%s nor lib/modules"
              .formatted(folder, BASE_FILE));
    }
    return new Jdk(folder, Optional.empty(), imageModules(folder));
  }

  private static Map<String, JdkModule> packagedModules(Path folder) throws IOException {
    var modules = new HashMap<String, JdkModule>();
    try (var files = Files.newDirectoryStream(folder, "*.jmod")) {
      for (var file : files) {
        var module = packagedModule(file);
        modules.put(module.name(), module);
      }
    }
    return modules;
  }

  private static JdkModule packagedModule(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      var descriptor = zip.getEntry("classes/module-info.class");
      if (descriptor == null) {
        throw new InvalidInputException(
            "'%s' is no module of a JDK: it has no classes/module-info.class".formatted(file));
      }
      try (var in = zip.getInputStream(descriptor)) {
        return ModuleReader.read(in.readAllBytes());
      }
    } catch (ZipException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidInputException(
          "'%s' is no module of a JDK, or damaged (%s); unpack the JDK anew"
              .formatted(file, e.getMessage()));
    }
  }

  private static Map<String, JdkModule> imageModules(Path home) throws IOException {
    var modules = new HashMap<String, JdkModule>();
    try (var image = image(home);
        var folders = Files.list(image.getPath("/modules"))) {
      folders.forEach(
          folder -> {
            var module = ModuleReader.read(bytes(folder.resolve("module-info.class")));
            modules.put(module.name(), module);
          });
    }
    return modules;
  }

  private static FileSystem image(Path home) throws IOException {
    return FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a module has a class.
   *
   * @param name as {@code Class.forName} takes it
   */
  boolean hasClass(String module, String name) throws IOException {
    return classFile(module, name).isPresent();
  }

  /**
   * The bytes of a class, if a module has it.
   *
   * @param name as {@code Class.forName} takes it
   */
  Optional<byte[]> classFile(String module, String name) throws IOException {
    var file = name.replace('.', '/') + ".class";
    if (packaged.isEmpty()) {
      try (var image = image(home)) {
        return present(image.getPath("/modules", module, file));
      }
    }
    var jmod = packaged.get().resolve(module + ".jmod");
    return Files.isRegularFile(jmod) ? member(jmod, "classes/" + file) : Optional.empty();
  }

  private static Optional<byte[]> present(Path file) {
    return Optional.of(file).filter(Files::isRegularFile).map(Jdk::bytes);
  }

  private static Optional<byte[]> member(Path jmod, String name) throws IOException {
    try (var zip = new ZipFile(jmod.toFile())) {
      var entry = zip.getEntry(name);
      if (entry == null) {
        return Optional.empty();
      }
      try (var in = zip.getInputStream(entry)) {
        return Optional.of(in.readAllBytes());
      }
    }
  }

  /** The virtual machines that it has, mostly {@code server} alone. */
  public SortedSet<String> virtualMachines() throws IOException {
    if (packaged.isEmpty()) {
      try (var files = Files.walk(home, VM_DEPTH)) {
        return vms(files.map(file -> home.relativize(file).toString().replace('\\', '/')));
      }
    }
    try (var zip = new ZipFile(packaged.get().resolve(BASE_FILE).toFile())) {
      return vms(zip.stream().map(ZipEntry::getName));
    }
  }

  private static SortedSet<String> vms(Stream<String> files) {
    return files
        .map(VM::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The whole version, for example {@code 25.0.3}. */
  public String version() {
    return base().version();
  }

  /** The number that class files and {@code --release} go by, for example 25. */
  public int feature() {
    return Integer.parseInt(version().split("[.+-]")[0]);
  }

  /** Newest class files that it runs. */
  int classVersion() {
    return new ClassVersion(feature()).major();
  }

  /** The platform that it is made for, as JDKs write it, for example {@code linux-aarch64}. */
  public String target() {
    return base().target();
  }

  /** Whether it is made for a platform. */
  public boolean runsOn(Platform platform) {
    var words = target().split("-", 3);
    return words.length > 1
        && Platform.ofMachine(words[0], words[1])
            .filter(made -> made.architecture().equals(platform.architecture()))
            .isPresent();
  }

  /** Whether its programs run where those of another JDK do. */
  boolean runsWhere(Jdk other) {
    return target().equals(other.target()) && isOfMusl() == other.isOfMusl();
  }

  /** The target says nothing of the C library. */
  private boolean isOfMusl() {
    var release = home.resolve("release");
    return Files.isRegularFile(release)
        && new String(bytes(release), StandardCharsets.UTF_8).contains("LIBC=\"musl\"");
  }

  private JdkModule base() {
    return modules.get(BASE);
  }

  @Override
  public String toString() {
    return "JDK %s ('%s')".formatted(version(), place);
  }
}
