package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.ClassStrip;
import io.github.whittle.config.Coordinates;
import io.github.whittle.elf.ElfBuilder;
import io.github.whittle.jvm.Application;
import io.github.whittle.jvm.JavaCommand;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.jvm.JavaProject.Dependency;
import io.github.whittle.jvm.JavaProject.Kind;
import io.github.whittle.report.BuiltImage.LayerFacts;
import io.github.whittle.support.ClassBytes;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.TinyElf;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** What an application looks like in an image: Jib's places, names and commands. */
class ApplicationTest {
  private static final String MAIN = "([Ljava/lang/String;)V";

  @TempDir Path dir;

  private final List<Dependency> dependencies = new ArrayList<>();
  private Optional<String> packagedMain = Optional.empty();

  @BeforeEach
  void project() throws Exception {
    write("classes/ex/App.class", ClassBytes.main("ex.App"));
    write("classes/ex/Other.class", ClassBytes.plain("ex.Other"));
    write("classes/app.properties", "a=1".getBytes(StandardCharsets.UTF_8));
    write("target/app-1.jar", "jar".getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] bytes) throws Exception {
    Request.write(dir.resolve(name), bytes);
  }

  private ApplicationTest dependency(String file, Kind kind, String text) throws Exception {
    return dependency("ex:lib:1", file, kind, text);
  }

  private ApplicationTest dependency(String coordinates, String file, Kind kind, String text)
      throws Exception {
    write(file, text.getBytes(StandardCharsets.UTF_8));
    var path = dir.resolve(file);
    dependencies.add(
        new Dependency(Coordinates.parse(coordinates), path.getFileName().toString(), kind, path));
    return this;
  }

  /** On a JVM that is no more than a name, since nothing is run here. */
  private Request application() throws Exception {
    Request.write(dir.resolve("java"), TinyElf.program(TinyElf.AMD64, 4000));
    return new Request(dir).file("java", "/usr/bin/java").application(javaProject());
  }

  private JavaProject javaProject() {
    return new JavaProject(
        "jar", dir.resolve("classes"), dir.resolve("target/app-1.jar"), packagedMain, dependencies);
  }

  private ImageLayout.Image image() throws Exception {
    return ImageLayout.validate(dir.resolve("target/whittle/image")).image();
  }

  private List<String> entrypoint() throws Exception {
    var words = new ArrayList<String>();
    image().config().at("/config/Entrypoint").forEach(word -> words.add(word.asText()));
    return words;
  }

  private String file(String path) throws Exception {
    for (var layer : image().layers()) {
      if (layer.paths().contains(path)) {
        return new String(layer.read(path), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError(path + " is in no layer");
  }

  @Test
  void hasALayerForEachPaceOfChangeAndJibsEntrypoint() throws Exception {
    dependency("m2/b-2.jar", Kind.RELEASE, "b")
        .dependency("m2/a-1-SNAPSHOT.jar", Kind.SNAPSHOT, "a")
        .dependency("core/target/core.jar", Kind.MODULE, "core");
    var layers = application().jvmFlags("-Xss1m", "-Da=b").build().platforms().get(0).layers();
    assertThat(layers)
        .extracting(LayerFacts::name)
        .containsExactly("dependencies", "snapshots", "files", "resources", "classes");
    assertThat(image().layers().get(0).paths())
        .containsExactly("app/", "app/libs/", "app/libs/b-2.jar");
    assertThat(image().layers().get(1).paths())
        .containsExactly("app/", "app/libs/", "app/libs/a-1-SNAPSHOT.jar", "app/libs/core.jar");
    assertThat(image().layers().get(3).paths())
        .containsExactly("app/", "app/resources/", "app/resources/app.properties");
    assertThat(image().layers().get(4).paths())
        .containsExactly(
            "app/",
            "app/classes/",
            "app/classes/ex/",
            "app/classes/ex/App.class",
            "app/classes/ex/Other.class",
            "app/jib-classpath-file",
            "app/jib-main-class-file");
    assertThat(entrypoint())
        .containsExactly("java", "-Xss1m", "-Da=b", "-cp", "@/app/jib-classpath-file", "ex.App");
    assertThat(file("app/jib-classpath-file"))
        .isEqualTo(
            "/app/resources:/app/classes:/app/libs/b-2.jar:/app/libs/a-1-SNAPSHOT.jar:/app/libs/core.jar");
    assertThat(file("app/jib-main-class-file")).isEqualTo("ex.App");
  }

  /** And not their size, which the machine decides that packs a module. */
  @Test
  void dependenciesOfOneNameGetTheirGroupIntoIt() throws Exception {
    dependency("one:util:1", "one/util.jar", Kind.RELEASE, "1")
        .dependency("two:util:1", "two/util.jar", Kind.MODULE, "22")
        .dependency("two:tool:1", "three/util.jar", Kind.SNAPSHOT, "33")
        .dependency("ex:other:1", "four/util-one.jar", Kind.RELEASE, "4");
    application().build();
    assertThat(file("app/jib-classpath-file"))
        .endsWith(
            ":/app/libs/util-one-2.jar:/app/libs/util-two.jar:/app/libs/util-two-2.jar:/app/libs/util-one.jar");
    assertThat(file("app/libs/util-one-2.jar")).isEqualTo("1");
    assertThat(file("app/libs/util-two.jar")).isEqualTo("22");
    assertThat(file("app/libs/util-two-2.jar")).isEqualTo("33");
    assertThat(file("app/libs/util-one.jar")).isEqualTo("4");
  }

  /** Of bundles, the manifest is among the classes. */
  @Test
  void whoBuiltIsNotToldByResources() throws Exception {
    var manifest = "Manifest-Version: 1.0\r\nBuilt-By: me\r\nA: b\r\n\r\n";
    write("classes/META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
    application().build();
    assertThat(file("app/resources/META-INF/MANIFEST.MF"))
        .isEqualTo("Manifest-Version: 1.0\r\nA: b\r\n\r\n");
  }

  @Test
  void aModuleThatIsOnlyCompiledIsAFolder() throws Exception {
    write("core/classes/ex/Core.class", ClassBytes.plain("ex.Core"));
    dependencies.add(
        new Dependency(
            Coordinates.parse("ex:core:1"), "core-1", Kind.MODULE, dir.resolve("core/classes")));
    application().build();
    assertThat(file("app/jib-classpath-file")).endsWith(":/app/libs/core-1");
    assertThat(image().layers().get(0).paths()).contains("app/libs/core-1/ex/Core.class");
  }

  @Test
  void packagedTheProjectIsItsJar() throws Exception {
    write("target/app-1.jar", jar("as packed"));
    application().packaged().build();
    assertThat(file("app/classpath/app-1.jar")).contains("as packed");
    assertThat(file("app/jib-classpath-file")).isEqualTo("/app/classpath/*");
    write("target/app-1.jar.original", jar("before repackaging"));
    application().packaged().build();
    // Nothing of Spring Boot is in its place: it is left of an earlier build.
    assertThat(file("app/classpath/app-1.jar")).contains("as packed");
    write("target/app-1.jar", springBootJar());
    application().packaged().build();
    assertThat(file("app/classpath/app-1.jar")).contains("before repackaging");
    Files.delete(dir.resolve("target/app-1.jar"));
    assertThatThrownBy(application().packaged()::build)
        .hasMessageContaining("app-1.jar' is not there; package first");
  }

  private static byte[] springBootJar() throws Exception {
    var manifest = "Manifest-Version: 1.0\nSpring-Boot-Version: 3.5.7\n";
    return ArchivedApplicationTest.zip(
        Map.of("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] jar(String text) throws Exception {
    var manifest = "Manifest-Version: 1.0\nAdd-Opens: java.base/java.lang\n";
    return ArchivedApplicationTest.zip(
        Map.of(
            "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8),
            "ex/App.class", ClassBytes.main("ex.App"),
            "a.txt", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** As in folders: an aspect without them is left out when it runs. */
  @Test
  void namesOfVariablesThatAreReadStayInJarsToo() throws Exception {
    var jars = Map.of("target/app-1.jar", "app/classpath/app-1.jar", "m2/a.jar", "app/libs/a.jar");
    dependency("m2/a.jar", Kind.MODULE, "");
    var aspect = withVariable("Lorg/aspectj/lang/annotation/Aspect;");
    var other = withVariable("Lex/Other;");
    for (var jar : jars.keySet()) {
      write(
          jar,
          ArchivedApplicationTest.zip(
              Map.of(
                  "ex/App.class", ClassBytes.main("ex.App"), "A.class", aspect, "B.class", other)));
    }
    Request.write(dir.resolve("java"), TinyElf.program(TinyElf.AMD64, 4000));
    new Request(dir)
        .file("java", "/usr/bin/java")
        .stripDependencies(ClassStrip.DEBUG)
        .application(javaProject())
        .packaged()
        .build();
    for (var jar : jars.values()) {
      assertThat(unzipped(jar, "A.class")).as(jar).isEqualTo(aspect);
      assertThat(unzipped(jar, "B.class")).as(jar).hasSizeLessThan(other.length);
    }
  }

  /** A class with a method {@code m(int number)}. */
  private static byte[] withVariable(String annotation) {
    var writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "A", null, "java/lang/Object", null);
    writer.visitAnnotation(annotation, true).visitEnd();
    var method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "(I)V", null, null);
    var start = new Label();
    var end = new Label();
    method.visitCode();
    method.visitLabel(start);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(end);
    method.visitLocalVariable("number", "I", null, start, end, 0);
    method.visitMaxs(0, 1);
    method.visitEnd();
    return writer.toByteArray();
  }

  private byte[] unzipped(String jar, String name) throws Exception {
    for (var layer : image().layers()) {
      if (layer.paths().contains(jar)) {
        var zip = new ZipInputStream(new ByteArrayInputStream(layer.read(jar)));
        while (!zip.getNextEntry().getName().equals(name)) {
          zip.closeEntry();
        }
        return zip.readAllBytes();
      }
    }
    throw new AssertionError(jar + " is in no layer");
  }

  @Test
  void packagedAJarThatHoldsDependenciesIsTold() throws Exception {
    dependency("org.a:a:1", "m2/a-1.jar", Kind.RELEASE, "a");
    dependency("org.b:b:1", "m2/b-1.jar", Kind.RELEASE, "b");
    write("target/app-1.jar", jar("alone"));
    assertThat(log(application().packaged())).noneMatch(line -> line.contains("<source>"));
    var shaded =
        Map.of(
            "ex/App.class", ClassBytes.main("ex.App"),
            "META-INF/maven/ex/app/pom.properties", new byte[0],
            "META-INF/maven/org.b/b/pom.properties", new byte[0]);
    write("target/app-1.jar", ArchivedApplicationTest.zip(shaded));
    assertThat(log(application().packaged()))
        .contains(
            "warning: '%s' holds dependencies already (1 of 2), which go in beside it once more; name it as the <source> of <application>"
                .formatted(dir.resolve("target/app-1.jar")));
    assertThat(log(application())).noneMatch(line -> line.contains("<source>"));
  }

  /** Its manifest counts then, as with {@code java -jar}. */
  @Test
  void packagedTheProjectIsStartedAsItsManifestSays() throws Exception {
    write("target/app-1.jar", jar("a"));
    application().packaged().build();
    assertThat(entrypoint()).contains("--add-opens=java.base/java.lang=ALL-UNNAMED");
    application().build();
    assertThat(entrypoint()).doesNotContain("--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  /** The java command of Java 8 reads no argument files. */
  @Test
  void classesOfJava8AreStartedWithoutArgumentFiles() throws Exception {
    writeClassesOfJava8();
    dependency("m2/b-2.jar", Kind.RELEASE, "b");
    application().extraClasspath("/etc/app").build();
    assertThat(entrypoint())
        .containsExactly(
            "java", "-cp", "/etc/app:/app/resources:/app/classes:/app/libs/*", "ex.App");
    application().expandClasspath().build();
    assertThat(entrypoint())
        .containsExactly("java", "-cp", "/app/resources:/app/classes:/app/libs/b-2.jar", "ex.App");
  }

  @Test
  void ofOurOwnRuntimeItIsKnownThatItReadsArgumentFiles() throws Exception {
    writeClassesOfJava8();
    dependency("m2/b-2.jar", Kind.RELEASE, "b").dependency("m2/a-1.jar", Kind.RELEASE, "a");
    var request = application().runtime(false);
    try (var work = new WorkFolder(Path.of("target"))) {
      var made = Application.of(javaProject(), request.configuration(), work, request.log, 0);
      assertThat(made.command()).map(JavaCommand::classPath).contains("@/app/jib-classpath-file");
      var classes = made.parts().get(made.parts().size() - 1).files();
      var classPath = classes.entry(new TreePath("/app/jib-classpath-file")).orElseThrow();
      try (var in = ((RegularFile) classPath).content().open()) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("/app/resources:/app/classes:/app/libs/b-2.jar:/app/libs/a-1.jar");
      }
    }
  }

  private void writeClassesOfJava8() throws Exception {
    write(
        "classes/ex/App.class",
        ClassBytes.of(Opcodes.V1_8, "ex.App", Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, MAIN));
    write(
        "classes/ex/Other.class",
        ClassBytes.of(Opcodes.V1_8, "ex.Other", Opcodes.ACC_PUBLIC, "()V"));
    write("classes/META-INF/versions/21/ex/App.class", ClassBytes.main("ex.App"));
  }

  @Test
  void versionedClassesInAFolderAreToldOnceSinceJavaReadsThemInJarsAlone() throws Exception {
    write("classes/META-INF/versions/21/module-info.class", new byte[8]);
    assertThat(log(application())).noneMatch(line -> line.startsWith("warning"));
    write("classes/META-INF/versions/21/ex/App.class", ClassBytes.main("ex.App"));
    write("classes/META-INF/versions/21/ex/Other.class", ClassBytes.main("ex.Other"));
    assertThat(log(application()))
        .filteredOn(line -> line.startsWith("warning"))
        .containsExactly(
            "warning: '%s' is for newer versions of Java, which read it in a jar alone: it is never used; write <containerizingMode>packaged</containerizingMode>"
                .formatted(dir.resolve("classes/META-INF/versions/21/ex/App.class")));
  }

  @Test
  void aLinkToNothingAmongTheClassesIsTold() throws Exception {
    var link = Files.createSymbolicLink(dir.resolve("classes/a.properties"), Path.of("gone"));
    Files.createSymbolicLink(dir.resolve("classes/b.properties"), Path.of("app.properties"));
    assertThat(log(application()))
        .filteredOn(line -> line.startsWith("warning"))
        .containsExactly("warning: '%s' is a link to nothing, and left out".formatted(link));
    assertThat(file("app/resources/b.properties")).isEqualTo("a=1");
  }

  private static List<String> log(Request request) throws Exception {
    request.build();
    return request.log.lines();
  }

  @Test
  void theMainClassIsTheUsersElseTheJarPluginsElseTheOnlyOne() throws Exception {
    write("classes/ex/Second.class", ClassBytes.main("ex.Second"));
    application().mainClass("ex.App").build();
    assertThat(entrypoint()).endsWith("ex.App");
    packagedMain = Optional.of("ex.Second");
    application().build();
    assertThat(entrypoint()).endsWith("ex.Second");
    packagedMain = Optional.of("${start-class}");
    assertThatThrownBy(application()::build)
        .hasMessage(
            "pom.xml:2: <application>: 2 classes have a main method: ex.App, ex.Second; write the"
                + " one to start as <container><mainClass>ex.App</mainClass></container>");
  }

  /** Else the image is built, and does not start. */
  @Test
  void aMainClassThatIsNowhereIsRefusedWithThoseThatThereAre() throws Exception {
    write("classes/ex/Second.class", ClassBytes.main("ex.Second"));
    assertThatThrownBy(application().mainClass("ex.Apt")::build)
        .hasMessage(
            "pom.xml:2: <application>: <container><mainClass> is 'ex.Apt', and the application has"
                + " no such class; did you mean 'ex.App'? Classes with a main method: ex.App,"
                + " ex.Second");
    packagedMain = Optional.of("com.example.Main");
    assertThatThrownBy(application()::build)
        .hasMessageContaining(
            "the main class, by maven-jar-plugin or the manifest, is 'com.example.Main', and the"
                + " application has no such class; write another as <container><mainClass>.");
    application().mainClass("jdk.tools.jlink.internal.Main").build();
  }

  @Test
  void aMainClassWithoutAMainMethodIsRefused() throws Exception {
    assertThatThrownBy(application().mainClass("ex.Other")::build)
        .hasMessage(
            "pom.xml:2: <application>: <container><mainClass> is 'ex.Other', which has no main"
                + " method, nor inherits one; write another as <container><mainClass>. Classes with"
                + " a main method: ex.App");
    write("classes/ex/Some.class", ClassBytes.child("ex.Some", "ex.Other", "java/lang/Runnable"));
    assertThatThrownBy(application().mainClass("ex.Some")::build)
        .hasMessageContaining("'ex.Some', which has no main method");
    var extra = application().mainClass("ex.Some").extraClasspath("/mounted");
    extra.build();
    assertThat(extra.log.lines()).anyMatch(line -> line.contains("which has no main method"));
  }

  /** Of what is inherited from elsewhere nothing is known, and JavaFX needs none. */
  @ParameterizedTest
  @CsvSource({
    "ex.App",
    "java.awt.Frame",
    "ex.NotThere",
    "javafx.application.Application",
    "ex.Old"
  })
  void aMainMethodMayBeInheritedOrUnknown(String parent) throws Exception {
    var javafx = ClassBytes.plain("javafx.application.Application");
    jar(
        "m2/fx.jar",
        ArchivedApplicationTest.zip(Map.of("javafx/application/Application.class", javafx)));
    write("classes/ex/Old.class", ClassBytes.of(Opcodes.V17, "ex.Old", 0, "()V"));
    write("classes/ex/Child.class", ClassBytes.child("ex.Child", parent));
    application().mainClass("ex.Child").build();
    assertThat(entrypoint()).endsWith("ex.Child");
  }

  @Test
  void theMainClassMayBeInADependencyAndWhatIsUnknownIsAWarning() throws Exception {
    var lib = ArchivedApplicationTest.zip(Map.of("ex/InLib.class", ClassBytes.main("ex.InLib")));
    var manifest =
        "Manifest-Version: 1.0\nClass-Path: lib.jar\n\n".getBytes(StandardCharsets.UTF_8);
    jar("m2/lib.jar", lib);
    application().mainClass("ex.InLib").build();
    dependencies.clear();
    jar("m2/thin.jar", ArchivedApplicationTest.zip(Map.of("META-INF/MANIFEST.MF", manifest)));
    var thin = application().mainClass("ex.InLib");
    assertThatThrownBy(thin::build).hasMessageContaining("no such class");
    write("lib.jar", lib);
    application().mainClass("ex.InLib").file("lib.jar", "/app/libs/lib.jar").build();
    var extra = application().mainClass("ex.Mounted").extraClasspath("/mounted");
    extra.build();
    assertThat(extra.log.lines())
        .anyMatch(line -> line.startsWith("warning: <container><mainClass> is 'ex.Mounted'"));
  }

  @Test
  void aJarWithADamagedManifestNamesNoOthers() throws Exception {
    var rubbish = Map.of("META-INF/MANIFEST.MF", "rubbish\n".getBytes(StandardCharsets.UTF_8));
    jar("m2/a.jar", ArchivedApplicationTest.zip(rubbish));
    var lib = ArchivedApplicationTest.zip(Map.of("ex/InLib.class", ClassBytes.main("ex.InLib")));
    jar("m2/b.jar", lib);
    application().mainClass("ex.InLib").build();
    assertThat(entrypoint()).endsWith("ex.InLib");
  }

  private void jar(String file, byte[] bytes) throws Exception {
    dependency(file, Kind.RELEASE, "");
    write(file, bytes);
  }

  @Test
  void aColonInAPathOfTheClassPathIsRefused() throws Exception {
    assertThatThrownBy(application().appRoot("/my app:x")::build)
        .hasMessageStartingWith("<appRoot> is '/my app:x', and a ':' splits a class path");
    dependency("m2/a:1.jar", Kind.RELEASE, "a");
    assertThatThrownBy(application()::build)
        .hasMessageContaining("'/app/libs/a:1.jar' cannot be on a class path, which a ':' splits");
  }

  @Test
  void aSpaceInTheRootIsQuotedInTheArgumentFile() throws Exception {
    dependency("m2/a.jar", Kind.RELEASE, "a");
    application().appRoot("/my app").build();
    assertThat(entrypoint()).contains("@/my app/jib-classpath-file");
    assertThat(file("my app/jib-classpath-file"))
        .isEqualTo("\"/my app/resources:/my app/classes:/my app/libs/a.jar\"");
  }

  @ParameterizedTest
  @CsvSource({
    "-javaagent:/opt/none.jar=a=b, /opt/none.jar",
    "-agentpath:/opt/none.so, /opt/none.so",
    "-Xbootclasspath/a:/app/libs/a.jar:/opt/none.jar, /opt/none.jar",
    "@/opt/flags, /opt/flags",
  })
  void aFileOfAFlagThatIsNotInTheImageIsAWarning(String flag, String file) throws Exception {
    dependency("m2/a.jar", Kind.RELEASE, "a");
    var request = application().jvmFlags(flag);
    request.build();
    assertThat(request.log.lines())
        .filteredOn(line -> line.contains("is not in the image"))
        .singleElement()
        .asString()
        .startsWith("warning: <jvmFlags> has '%s', and '%s' is not in".formatted(flag, file));
  }

  @ParameterizedTest
  @CsvSource({
    "-javaagent:/app/libs/a.jar=a=b",
    "-agentpath:relative.so",
    "-Xbootclasspath/a:/app/libs/a.jar",
    "-agentlib:jdwp=transport=dt_socket",
    "@@/opt/flags"
  })
  void filesThatAreThereOrUnknownAreNoMatter(String flag) throws Exception {
    dependency("m2/a.jar", Kind.RELEASE, "a");
    var request = application().jvmFlags(flag);
    request.build();
    assertThat(request.log.lines()).noneMatch(line -> line.contains("is not in the image"));
  }

  @ParameterizedTest
  @CsvSource({"spring-boot-devtools, 35729", "spring-boot-docker-compose, compose file"})
  void aToolOfDevelopersThatGoesInIsAWarning(String tool, String does) throws Exception {
    dependency("org.springframework.boot:%s:3.5.7".formatted(tool), "m2/t.jar", Kind.RELEASE, "t")
        .dependency("ex:%s:1".formatted(tool), "m2/u.jar", Kind.RELEASE, "u");
    var request = application();
    request.build();
    assertThat(request.log.lines())
        .filteredOn(line -> line.startsWith("warning: '%s' is in the image".formatted(tool)))
        .singleElement()
        .asString()
        .contains(does, "<source> of <application>");
  }

  /** Nobody wrote an entrypoint, so that nobody has to mend one. */
  @Test
  void withoutJavaTheImageIsRefusedWithWhatBringsIt() {
    assertThatThrownBy(new Request(dir).application(javaProject())::build)
        .hasMessageStartingWith("the image has no Java: 'java', which starts <application>,")
        .hasMessageContaining("write <runtime/> below <application/> in <contents>")
        .hasMessageEndingWith("or name a base with Java, or leave out <from>");
    assertThatThrownBy(
            new Request(dir).application(javaProject()).entrypoint("java", "ex.App")::build)
        .hasMessageStartingWith("<container><entrypoint> begins with 'java'");
  }

  @Test
  void withoutAMainClassNothingIsStarted() throws Exception {
    Files.delete(dir.resolve("classes/ex/App.class"));
    assertThatThrownBy(application()::build)
        .hasMessageContaining("has a main method; write <container><mainClass>");
    Files.delete(dir.resolve("classes/ex/Other.class"));
    assertThatThrownBy(application()::build).hasMessageContaining("compile first");
  }

  @Test
  void anEntrypointOfTheUserIsTakenAndItsFilesAreThere() throws Exception {
    var request = application().jvmFlags("-Xmx1g").entrypoint("/usr/bin/java", "@/app/my-file");
    request.build();
    assertThat(entrypoint()).containsExactly("/usr/bin/java", "@/app/my-file");
    assertThat(file("app/jib-main-class-file")).isEqualTo("ex.App");
    assertThat(request.log.lines())
        .anyMatch(
            line ->
                line.contains("<jvmFlags> is not used, since <entrypoint> says what is started"));
  }

  @ParameterizedTest
  @CsvSource({
    "17, public static, true",
    "17, static, false",
    "17, public, false",
    "25, static, true",
    "25, '', true",
    "25, private static, false"
  })
  void mainMethodsAreThoseOfTheirJava(int java, String modifiers, boolean found) throws Exception {
    int access =
        (modifiers.contains("public") ? Opcodes.ACC_PUBLIC : 0)
            | (modifiers.contains("private") ? Opcodes.ACC_PRIVATE : 0)
            | (modifiers.contains("static") ? Opcodes.ACC_STATIC : 0);
    write("classes/ex/App.class", ClassBytes.of(java + 44, "ex.App", access, MAIN));
    if (found) {
      application().build();
      assertThat(entrypoint()).endsWith("ex.App");
    } else {
      assertThatThrownBy(application()::build).hasMessageContaining("main method");
    }
  }

  @Test
  void aNativeLibraryThatThePlatformLacksIsRefused() throws Exception {
    library("linux/liba.so", TinyElf.program(TinyElf.ARM64, 200));
    assertThatThrownBy(application()::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "native.jar has native libraries for linux/arm64, and none for linux/amd64; add a"
                + " dependency that has");
    var lenient = application().withoutLibraryCheck();
    lenient.build();
    assertThat(lenient.log.lines())
        .contains(
            "warning: native.jar has native libraries for linux/arm64, and none for linux/amd64");
  }

  /** One for a library that the platform loads anyway is no slip: another platform may need it. */
  @Test
  void aPatternOfKeepThatNoLibraryIsOfIsToldOnceForAllPlatforms() throws Exception {
    library("linux/liba.so", TinyElf.program(TinyElf.AMD64, 200));
    Request.write(dir.resolve("java"), TinyElf.program(TinyElf.AMD64, 4000));
    var request =
        new Request(dir)
            .platforms("linux/amd64", "linux/arm64")
            .keep("native.jar!/**", "**/*.so", "**/*.dlll")
            .withoutLibraryCheck()
            .file("java", "/usr/bin/java")
            .application(javaProject());
    request.build();
    assertThat(request.log.lines())
        .filteredOn(line -> line.contains("<keep>"))
        .containsExactly(
            "warning: pom.xml:2: <application>: <keep> has '**/*.dlll', which no native library in"
                + " a jar is called; write it as '**/*.dll' or 'a.jar!/**'");
  }

  /** Of an image that there will not be, they are wrong or no matter. */
  @Test
  void besideAnErrorThereAreNoWarnings() {
    var request = new Request(dir).runtime(false, "no.such.module").libraries("host", "", "", "");
    assertThatThrownBy(request::build).hasMessageContaining("has no module 'no.such.module'");
    assertThat(request.log.lines()).noneMatch(line -> line.startsWith("warning"));
  }

  /** That there are no classes is only so because of the first error. */
  @Test
  void behindAnErrorNothingIsSaidOfWhatIsMadeOfIt() throws Exception {
    library("linux/liba.so", TinyElf.program(TinyElf.ARM64, 200));
    var request = application().runtime(false).libraries("host", "", "", "").file("none", "/none");
    assertThatThrownBy(request::build)
        .hasMessageContaining("native.jar has native libraries for linux/arm64")
        .hasMessageContaining("none' is not there")
        .hasMessageNotContaining("above it");
  }

  @Test
  void whatALibraryInAJarLacksIsAWarning() throws Exception {
    library(
        "linux/liba.so", ElfBuilder.library("liba.so").needs("libc.so.6", "librt.so.1").bytes());
    write("libc.so.6", ElfBuilder.library("libc.so.6").bytes());
    write("libjvm.so", ElfBuilder.library("libjvm.so").needs("libc.so.6").bytes());
    var request =
        application()
            .file("libc.so.6", "/lib/libc.so.6")
            .file("libjvm.so", "/opt/java/lib/server/libjvm.so");
    request.build();
    assertThat(request.log.lines())
        .filteredOn(line -> line.contains("which is not in the image"))
        .containsExactly(
            "warning: linux/amd64: '/app/libs/native.jar!/linux/liba.so' needs the library"
                + " 'librt.so.1', which is not in the image");
  }

  private void library(String name, byte[] bytes) throws Exception {
    var jar = dir.resolve("m2/native.jar");
    Files.createDirectories(jar.getParent());
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
    }
    dependencies.add(
        new Dependency(Coordinates.parse("ex:native:1"), "native.jar", Kind.RELEASE, jar));
  }

  @Test
  void namesThatTheJavaCommandWouldSplitAreQuoted() throws Exception {
    dependency("m2/a b#.jar", Kind.RELEASE, "b");
    application().build();
    assertThat(file("app/jib-classpath-file"))
        .isEqualTo("\"/app/resources:/app/classes:/app/libs/a b#.jar\"");
  }
}
