package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.jvm.JavaProject;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.TinyElf;
import io.github.whittle.support.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.DefaultLaunchScript;
import org.springframework.boot.loader.tools.LaunchScript;
import org.springframework.boot.loader.tools.Libraries;
import org.springframework.boot.loader.tools.Repackager;

/** Jars that Spring Boot's own packer made, taken apart and started as the image says. */
class SpringBootJarTest {
  @TempDir Path dir;

  private final Map<String, byte[]> entries = new TreeMap<>();

  private Optional<String> mainClass = Optional.empty();

  @BeforeEach
  void manifest() {
    manifest("Build-Jdk-Spec: 17");
  }

  private void manifest(String attribute) {
    var text = "Manifest-Version: 1.0\n" + attribute + "\n";
    entries.put("META-INF/MANIFEST.MF", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Packs a class {@code Main}, which knows of {@code jar}, its own packed one. */
  private Path packed(String body) throws Exception {
    var source = dir.resolve("src/Main.java");
    Request.write(
        source,
        "public class Main { public static void main(String[] a) throws Exception { var jar = java.nio.file.Path.of(a[0]); %s } }"
            .formatted(body));
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(
            compiler.run(null, null, null, "-d", dir.resolve("src").toString(), source.toString()))
        .isZero();
    entries.put("Main.class", Files.readAllBytes(dir.resolve("src/Main.class")));
    Request.write(dir.resolve("plain.jar"), ArchivedApplicationTest.zip(entries));
    var jar = dir.resolve("target/app.jar");
    Files.createDirectories(jar.getParent());
    pack(jar, null);
    return jar;
  }

  private void pack(Path jar, LaunchScript script) throws IOException {
    var packer = new Repackager(dir.resolve("plain.jar").toFile());
    packer.setMainClass("Main");
    packer.repackage(jar.toFile(), Libraries.NONE, script);
  }

  /** What the program says when it is started as the image says, from where the image has it. */
  private String said() throws Exception {
    Request.write(dir.resolve("java"), TinyElf.program(TinyElf.AMD64, 4000));
    var request = new Request(dir);
    mainClass.ifPresent(request::mainClass);
    request
        .file("java", "/usr/bin/java")
        .appRoot(dir + "/app")
        .source("target/app.jar")
        .application(
            new JavaProject(
                "jar",
                dir.resolve("target/classes"),
                dir.resolve("target/app.jar"),
                Optional.empty(),
                List.of()))
        .build();
    unpack();
    var words = new ArrayList<String>();
    image().config().at("/config/Entrypoint").forEach(word -> words.add(word.asText()));
    words.add(dir.resolve("plain.jar").toString());
    return Tool.ofJdk(words.remove(0)).run(words.toArray(String[]::new)).strip();
  }

  private ImageLayout.Image image() throws IOException {
    return ImageLayout.validate(dir.resolve("target/whittle/image")).image();
  }

  private void unpack() throws IOException {
    for (var layer : image().layers()) {
      for (var path : layer.paths()) {
        if (path.startsWith(dir.toString().substring(1)) && !path.endsWith("/")) {
          Request.write(Path.of("/" + path), layer.read(path));
        }
      }
    }
  }

  private List<String> files() throws IOException {
    var root = dir.resolve("app");
    try (var walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void opensFileSystemsThoughTheLauncherAndItsOwnAreGone() throws Exception {
    packed(
        """
        try (var zip = java.nio.file.FileSystems.newFileSystem(java.net.URI.create("jar:" + jar.toUri()), java.util.Map.of())) {
          System.out.println(java.nio.file.Files.exists(zip.getPath("/Main.class")));
        }
        """);
    assertThat(said()).isEqualTo("true");
    assertThat(files())
        .containsExactly(
            "classes/Main.class",
            "jib-classpath-file",
            "jib-main-class-file",
            "resources/META-INF/MANIFEST.MF");
    assertThat(Files.readString(dir.resolve("target/whittle/removed.tsv")))
        .contains(
            "/app/libs/spring-boot-jarmode-tools-3.5.7.jar",
            "/app/resources/BOOT-INF/classpath.idx",
            "/app/classes/org/springframework/boot/loader/launch/JarLauncher.class",
            "/app/resources/META-INF/services/java.nio.file.spi.FileSystemProvider");
  }

  @Test
  void isStartedByItsLauncherWhereTheUserNamesIt() throws Exception {
    mainClass = Optional.of("org.springframework.boot.loader.launch.JarLauncher");
    packed("System.out.println(Main.class.getClassLoader().getClass().getSimpleName());");
    assertThat(said()).isEqualTo("LaunchedClassLoader");
    assertThat(files()).contains("classpath/app.jar").doesNotContain("classes/Main.class");
  }

  @Test
  void isTakenApartBehindTheScriptThatMakesItAProgram() throws Exception {
    var script = new DefaultLaunchScript(null, Map.of());
    var jar = packed("System.out.println(Main.class.getResource(\"Main.class\"));");
    var zip = Files.readAllBytes(jar);
    pack(jar, script);
    assertThat(Files.readAllBytes(jar)).startsWith('#', '!');
    var main = dir.toUri().toURL() + "app/classes/Main.class";
    assertThat(said()).isEqualToIgnoringCase(main);
    // Also where the zip does not know of the script.
    Files.write(jar, script.toByteArray());
    Files.write(jar, zip, StandardOpenOption.APPEND);
    assertThat(said()).isEqualToIgnoringCase(main);
  }

  /** The loader of the jar itself is the parent of that of its classes. */
  @Test
  void findsTheTopOfTheJarBeforeItsClassesAsTheLauncherDoes() throws Exception {
    entries.put("a.txt", "of classes".getBytes(StandardCharsets.UTF_8));
    var jar =
        packed(
            """
            var found = Main.class.getClassLoader().getResources("a.txt");
            while (found.hasMoreElements()) {
              try (var in = found.nextElement().openStream()) { System.out.print(new String(in.readAllBytes()) + ";"); }
            }
            """);
    Request.write(dir.resolve("more/a.txt"), "of the top");
    Tool.ofJdk("jar").run("uf0", jar.toString(), "-C", dir.resolve("more").toString(), "a.txt");
    var launched = Tool.ofJdk("java").run("-jar", jar.toString(), "any");
    assertThat(launched).isEqualTo("of the top;of classes;");
    assertThat(said()).isEqualTo(launched);
  }

  @Test
  void reachesIntoPackagesThatTheManifestOpens() throws Exception {
    manifest("Add-Opens: java.base/java.lang");
    packed(
        """
        var field = String.class.getDeclaredField("value");
        field.setAccessible(true);
        System.out.println(field);
        """);
    assertThat(said()).endsWith("java.lang.String.value");
  }

  @Test
  void keepsTheProvidersOfTheUserBesideThoseOfTheLauncher() throws Exception {
    var services = "META-INF/services/java.nio.file.spi.FileSystemProvider";
    var jar = packed("");
    var provider = "org.springframework.boot.loader.nio.file.NestedFileSystemProvider";
    Request.write(dir.resolve("more/" + services), "# mine\nex.Mine # first\n" + provider + "\n");
    Tool.ofJdk("jar").run("uf0", jar.toString(), "-C", dir.resolve("more").toString(), services);
    said();
    assertThat(dir.resolve("app/resources/" + services)).hasContent("# mine\nex.Mine # first\n");
  }
}
