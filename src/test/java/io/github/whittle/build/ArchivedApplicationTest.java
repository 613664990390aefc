package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.jvm.JavaProject;
import io.github.whittle.support.ClassBytes;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.TinyElf;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

/** Applications that some plugin packed. */
class ArchivedApplicationTest {
  private static final String LAUNCH = "org.springframework.boot.loader.launch.";

  @TempDir Path dir;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private boolean isWar;

  private ArchivedApplicationTest with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private ArchivedApplicationTest with(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  private ArchivedApplicationTest manifest(String... attributes) {
    return with(
        "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + String.join("\n", attributes) + "\n\n");
  }

  static byte[] zip(Map<String, byte[]> entries) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] library() throws Exception {
    return zip(Map.of("a.txt", new byte[2000]));
  }

  /** On a JVM that is no more than a name, since nothing is run here. */
  private Request application(String file) throws Exception {
    Request.write(dir.resolve(file), zip(entries));
    Request.write(dir.resolve("java"), TinyElf.program(TinyElf.AMD64, 4000));
    return new Request(dir).file("java", "/usr/bin/java");
  }

  private JavaProject project() {
    return new JavaProject(
        isWar ? "war" : "jar",
        dir.resolve("target/classes"),
        dir.resolve("target/app" + (isWar ? ".war" : ".jar")),
        Optional.empty(),
        List.of());
  }

  private ImageLayout.Image image() throws Exception {
    return ImageLayout.validate(dir.resolve("target/whittle/image")).image();
  }

  private List<String> entrypoint() throws Exception {
    var words = new ArrayList<String>();
    image().config().at("/config/Entrypoint").forEach(word -> words.add(word.asText()));
    return words;
  }

  /** Files below {@code /app}, by layer. */
  private List<List<String>> layers() throws Exception {
    return image().layers().stream()
        .map(
            layer ->
                layer.paths().stream()
                    .filter(path -> path.startsWith("app/") && !path.endsWith("/"))
                    .toList())
        .filter(paths -> !paths.isEmpty())
        .toList();
  }

  private String classPath() throws Exception {
    var layers = image().layers();
    return new String(
        layers.get(layers.size() - 1).read("app/jib-classpath-file"), StandardCharsets.UTF_8);
  }

  @Test
  void aJarOfSpringBootIsTakenApart() throws Exception {
    manifest(
            "Main-Class: " + LAUNCH + "JarLauncher",
            "Start-Class: ex.App",
            "Spring-Boot-Classes: BOOT-INF/classes/",
            "Spring-Boot-Lib: BOOT-INF/lib/",
            "Spring-Boot-Classpath-Index: BOOT-INF/classpath.idx")
        .with("org/springframework/boot/loader/launch/JarLauncher.class", ClassBytes.main("x"))
        .with("BOOT-INF/classes/ex/App.class", ClassBytes.main("ex.App"))
        .with("BOOT-INF/classes/application.properties", "a=1")
        .with("META-INF/services/ex.Service", "ex.App")
        .with("BOOT-INF/lib/a-1.jar", library())
        .with("BOOT-INF/lib/b-1-SNAPSHOT.jar", library())
        .with(
            "BOOT-INF/classpath.idx",
            "- \"BOOT-INF/lib/b-1-SNAPSHOT.jar\"\n- \"BOOT-INF/lib/a-1.jar\"\n")
        .application("target/app.jar")
        .source("target/app.jar")
        .application(project())
        .build();
    assertThat(layers())
        .containsExactly(
            List.of("app/libs/a-1.jar"),
            List.of("app/libs/b-1-SNAPSHOT.jar"),
            List.of(
                "app/resources/META-INF/MANIFEST.MF",
                "app/resources/META-INF/services/ex.Service",
                "app/resources/application.properties"),
            List.of(
                "app/classes/ex/App.class", "app/jib-classpath-file", "app/jib-main-class-file"));
    assertThat(entrypoint()).containsExactly("java", "-cp", "@/app/jib-classpath-file", "ex.App");
    assertThat(classPath())
        .isEqualTo("/app/resources:/app/classes:/app/libs/b-1-SNAPSHOT.jar:/app/libs/a-1.jar");
    // Its jars are written anew as others are.
    assertThat(image().layers().get(0).entry("app/libs/a-1.jar").getSize()).isGreaterThan(2000);
  }

  private ArchivedApplicationTest ofSpringBoot() {
    return manifest(
            "Main-Class: " + LAUNCH + "JarLauncher",
            "Start-Class: ex.App",
            "Spring-Boot-Classes: BOOT-INF/classes/",
            "Spring-Boot-Lib: BOOT-INF/lib/",
            "Spring-Boot-Classpath-Index: BOOT-INF/classpath.idx")
        .with("BOOT-INF/classes/ex/App.class", ClassBytes.main("ex.App"));
  }

  private AbstractThrowableAssert<?, ?> refused() throws Exception {
    return assertThatThrownBy(
            application("target/app.jar").source("target/app.jar").application(project())::build)
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void anIndexMayNameJarsWithoutTheirFolder() throws Exception {
    ofSpringBoot()
        .with("BOOT-INF/lib/a-1.jar", library())
        .with("BOOT-INF/classpath.idx", "- \"a-1.jar\"\n")
        .application("target/app.jar")
        .source("target/app.jar")
        .application(project())
        .build();
    assertThat(classPath()).endsWith(":/app/libs/a-1.jar");
  }

  @Test
  void aJarThatTheIndexDoesNotNameComesLast() throws Exception {
    ofSpringBoot()
        .with("BOOT-INF/lib/more-1.jar", library())
        .with("BOOT-INF/lib/b-1.jar", library())
        .with("BOOT-INF/lib/a-1.jar", library())
        .with("BOOT-INF/classpath.idx", "- \"BOOT-INF/lib/b-1.jar\"\n- \"BOOT-INF/lib/a-1.jar\"\n")
        .application("target/app.jar")
        .source("target/app.jar")
        .application(project())
        .build();
    assertThat(classPath()).endsWith(":/app/libs/b-1.jar:/app/libs/a-1.jar:/app/libs/more-1.jar");
  }

  @Test
  void anIndexThatNamesWhatIsMissingIsRefused() throws Exception {
    ofSpringBoot().with("BOOT-INF/classpath.idx", "- \"BOOT-INF/lib/a-1.jar\"\n");
    refused()
        .hasMessageContaining(
            "'BOOT-INF/classpath.idx' in '%s' names 'BOOT-INF/lib/a-1.jar', which is not in it",
            dir.resolve("target/app.jar"));
  }

  @Test
  void anEntryThatClimbsIsRefusedWithTheArchive() throws Exception {
    ofSpringBoot().with("BOOT-INF/classes/../../x", "1");
    refused()
        .hasMessageContaining(
            "'%s' has the entry 'BOOT-INF/classes/../../x', which", dir.resolve("target/app.jar"));
  }

  @Test
  void aManifestThatIsNoneIsRefusedWithTheArchive() throws Exception {
    with("META-INF/MANIFEST.MF", "rubbish\n");
    refused()
        .hasMessageContaining("the manifest of '%s' cannot be read", dir.resolve("target/app.jar"));
  }

  @Test
  void anyOtherJarIsStartedAsItIs() throws Exception {
    manifest("Main-Class: ex.Shaded")
        .with("ex/Shaded.class", ClassBytes.main("ex.Shaded"))
        .application("target/all.jar")
        .source("target/all.jar")
        .application(project())
        .build();
    assertThat(entrypoint()).endsWith("ex.Shaded");
    assertThat(classPath()).isEqualTo("/app/classpath/all.jar");
    manifest();
    assertThatThrownBy(
            application("target/all.jar").source("target/all.jar").application(project())::build)
        .hasMessageContaining("the manifest of 'all.jar' has no Main-Class");
    assertThatThrownBy(
            application("target/all.jar").source("target/none.jar").application(project())::build)
        .hasMessageContaining("none.jar' is not there; package first");
    assertThatThrownBy(application("target/all.jar").source("target").application(project())::build)
        .hasMessageContaining("target' is a folder; name the jar or war that was packed");
  }

  @Test
  void jarsThatAManifestNamesAreTakenFromBesideIt() throws Exception {
    manifest(
        "Main-Class: ex.App",
        "Class-Path: lib/a%20b-1.jar conf/ lib/none-1.jar ./ ../../up.jar",
        "  /opt/base.jar http://example.com/a.jar ../classpath/all.jar ../classpath/");
    var named = "Manifest-Version: 1.0\nClass-Path: c-1-SNAPSHOT.jar ../all.jar nobody.jar\n\n";
    Request.write(
        dir.resolve("target/lib/a b-1.jar"),
        zip(Map.of("META-INF/MANIFEST.MF", named.getBytes(StandardCharsets.UTF_8))));
    Request.write(dir.resolve("target/lib/c-1-SNAPSHOT.jar"), library());
    Request.write(dir.resolve("target/conf/app.properties"), "a=1");
    Request.write(dir.resolve("up.jar"), library());
    Request.write(dir.resolve("classpath/all.jar"), library());
    var request =
        with("ex/App.class", ClassBytes.main("ex.App"))
            .application("target/all.jar")
            .source("target/all.jar")
            .application(project());
    request.build();
    assertThat(layers())
        .containsExactly(
            List.of("app/classpath/lib/a b-1.jar"),
            List.of("app/classpath/lib/c-1-SNAPSHOT.jar"),
            List.of("app/classpath/conf/app.properties"),
            List.of("app/classpath/all.jar", "app/jib-classpath-file", "app/jib-main-class-file"));
    assertThat(request.log.lines())
        .contains(
            "warning: the Class-Path of 'all.jar' names what does not lie beside it, or would be in"
                + " its place, so it is not in the image: lib/none-1.jar, ../../up.jar,"
                + " http://example.com/a.jar, ../classpath/all.jar, ../classpath/");
  }

  /** Both where it is looked for on disk and where the class is looked for in the image. */
  @Test
  void namesInAManifestAreUris() throws Exception {
    var library = zip(Map.of("ex/App.class", ClassBytes.main("ex.App")));
    Request.write(dir.resolve("target/lib/a[1]+ b.jar"), library);
    manifest("Main-Class: ex.App", "Class-Path: lib/%61%5b1]+%20b.jar")
        .application("target/all.jar")
        .source("target/all.jar")
        .application(project())
        .build();
    assertThat(layers()).contains(List.of("app/classpath/lib/a[1]+ b.jar"));
  }

  @Test
  void whatAManifestAsksOfJavaIsAskedByFlags() throws Exception {
    manifest(
        "Main-Class: ex.App",
        "Add-Opens: java.base/java.lang java.base/java.util",
        "Add-Exports: java.base/sun.nio.ch",
        "Enable-Native-Access: ALL-UNNAMED",
        "Launcher-Agent-Class: ex.Agent");
    var request =
        with("ex/App.class", ClassBytes.main("ex.App"))
            .application("target/all.jar")
            .source("target/all.jar")
            .jvmFlags("-Xmx1g", "--add-opens=java.base/java.util=ALL-UNNAMED")
            .application(project());
    request.build();
    assertThat(entrypoint())
        .containsExactly(
            "java",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx1g",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-cp",
            "@/app/jib-classpath-file",
            "ex.App");
    assertThat(request.log.lines())
        .anyMatch(
            line ->
                line.startsWith(
                    "warning: the manifest of 'all.jar' has the Launcher-Agent-Class ex.Agent,"
                        + " which"));
  }

  @Test
  void whatJava8DoesNotKnowIsNotAskedOfIt() throws Exception {
    manifest("Main-Class: ex.App", "Add-Opens: java.base/java.lang");
    var main =
        ClassBytes.of(
            Opcodes.V1_8,
            "ex.App",
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "([Ljava/lang/String;)V");
    var request =
        with("ex/App.class", main)
            .application("target/all.jar")
            .source("target/all.jar")
            .application(project());
    request.build();
    assertThat(entrypoint()).containsExactly("java", "-cp", "/app/classpath/all.jar", "ex.App");
    assertThat(request.log.lines())
        .contains(
            "warning: the manifest of 'all.jar' stands for the flags"
                + " --add-opens=java.base/java.lang=ALL-UNNAMED, which Java knows from 9 on; the"
                + " main class is for Java 8, so they are left out: if the image's Java is newer,"
                + " write them as <container><jvmFlags>");
  }

  /** As of a thin jar, whose classes are in another. */
  @Test
  void theJavaOfTheMainClassIsKnownWhereverTheClassPathHasIt() throws Exception {
    manifest("Main-Class: ex.App", "Class-Path: app.jar", "Enable-Native-Access: ALL-UNNAMED");
    var classes = zip(Map.of("ex/App.class", ClassBytes.main("ex.App")));
    Request.write(dir.resolve("target/app.jar"), classes);
    application("target/thin.jar").source("target/thin.jar").application(project()).build();
    assertThat(entrypoint())
        .containsExactly(
            "java",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            "@/app/jib-classpath-file",
            "ex.App");
  }

  @Test
  void aJavaThatNobodyKnowsIsNotSaidToBeOne() throws Exception {
    manifest("Main-Class: ex.App", "Enable-Native-Access: ALL-UNNAMED");
    var request =
        application("target/thin.jar")
            .source("target/thin.jar")
            .extraClasspath("/mounted")
            .application(project());
    request.build();
    assertThat(request.log.lines())
        .anyMatch(
            line ->
                line.contains(
                    "which Java knows from 17 on; the main class is for a Java that is not known,"
                        + " so they are left out"));
  }

  @Test
  void whatQuarkusMadeIsTakenWithItsFolder() throws Exception {
    manifest(
        "Main-Class: io.quarkus.bootstrap.runner.QuarkusEntryPoint",
        "Class-Path: lib/boot/runner.jar");
    Request.write(
        dir.resolve("target/quarkus-app/lib/boot/runner.jar"),
        zip(Map.of("io/quarkus/bootstrap/runner/QuarkusEntryPoint.class", ClassBytes.main("x.y"))));
    Request.write(dir.resolve("target/quarkus-app/lib/main/x.y-1.jar"), library());
    Request.write(dir.resolve("target/quarkus-app/quarkus/quarkus-application.dat"), "data");
    application("target/quarkus-app/quarkus-run.jar").application(project()).build();
    assertThat(layers())
        .containsExactly(
            List.of("app/lib/boot/runner.jar", "app/lib/main/x.y-1.jar"),
            List.of(
                "app/jib-classpath-file",
                "app/jib-main-class-file",
                "app/quarkus-run.jar",
                "app/quarkus/quarkus-application.dat"));
    assertThat(classPath()).isEqualTo("/app/quarkus-run.jar");
    assertThat(entrypoint()).endsWith("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
  }

  @Test
  void aWarThatCanBeRunIsUnpackedAndStarted() throws Exception {
    isWar = true;
    manifest("Main-Class: " + LAUNCH + "WarLauncher")
        .with("org/springframework/boot/loader/launch/WarLauncher.class", ClassBytes.main("x"))
        .with("WEB-INF/classes/ex/App.class", ClassBytes.main("ex.App"))
        .with("WEB-INF/lib/a-1.jar", library())
        .with("index.html", "page")
        .application("target/app.war")
        .extraClasspath("/etc/app")
        .application(project())
        .build();
    assertThat(layers())
        .containsExactly(
            List.of("app/WEB-INF/lib/a-1.jar"),
            List.of("app/META-INF/MANIFEST.MF", "app/index.html"),
            List.of(
                "app/WEB-INF/classes/ex/App.class",
                "app/jib-classpath-file",
                "app/jib-main-class-file",
                "app/org/springframework/boot/loader/launch/WarLauncher.class"));
    assertThat(entrypoint())
        .containsExactly("java", "-cp", "@/app/jib-classpath-file", LAUNCH + "WarLauncher");
    assertThat(classPath()).isEqualTo("/etc/app:/app");
  }

  @Test
  void theUsersMainClassOfAWarHasTheWarsClassPath() throws Exception {
    isWar = true;
    manifest("Main-Class: " + LAUNCH + "WarLauncher")
        .with("WEB-INF/classes/ex/App.class", ClassBytes.main("ex.App"))
        .with("WEB-INF/lib-provided/b-1.jar", library())
        .with("WEB-INF/lib/a-1.jar", library())
        .application("target/app.war")
        .mainClass("ex.App")
        .extraClasspath("/etc/app")
        .application(project())
        .build();
    assertThat(entrypoint()).endsWith("ex.App");
    assertThat(classPath())
        .isEqualTo(
            "/etc/app:/app/WEB-INF/classes:/app/WEB-INF/lib-provided/b-1.jar:/app/WEB-INF/lib/a-1.jar");
  }

  @Test
  void aWarThatNeedsAServerNeedsABase() throws Exception {
    isWar = true;
    assertThatThrownBy(
            with("index.html", "page").application("target/app.war").application(project())::build)
        .hasMessage(
            "pom.xml:2: <application>: the war 'app.war' has no Main-Class, so it cannot be run by"
                + " itself; write a base with a server as <from><image>");
  }
}
