package io.github.whittle.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.jvm.JavaProject;
import io.github.whittle.support.ImageLayout;
import io.github.whittle.support.ImageRunner;
import io.github.whittle.support.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes that the jlink of the JDK of the tests makes. */
class RuntimeIT {
  @TempDir private Path dir;

  @BeforeEach
  void compile() throws Exception {
    var source = dir.resolve("src/ex/App.java");
    Request.write(
        source,
        """
        package ex;
        public class App {
          public static void main(String[] args) throws Exception {
            System.out.println(
                "modules " + new java.util.TreeSet<>(ModuleLayer.boot().modules().stream().map(Module::getName).toList()));
            var jar = java.nio.file.Path.of("/tmp/ä.zip");
            try (var zip = java.nio.file.FileSystems.newFileSystem(jar, java.util.Map.of("create", "true"))) {
              java.nio.file.Files.writeString(zip.getPath("/a"), "text");
            } catch (RuntimeException e) {
              System.out.println(e);
            }
            System.out.println(System.getProperty("java.home"));
          }
        }
        """);
    var compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", dir.resolve("classes").toString(), source.toString());
    assertThat(compiled).isZero();
  }

  @Test
  void aProgramRunsOnTheModulesThatItNeedsAlone() throws Exception {
    Tool.require("podman");
    var request = request(false);
    var image = request.build();
    assertThat(request.log.lines())
        .contains(
            "  java.base: /app/classes/ex/App.class",
            "  jdk.zipfs: /app/classes/ex/App.class opens jars as file systems");
    try (var runner = ImageRunner.open()) {
      var said = runner.run("oci:" + layout());
      assertThat(said).contains("modules [java.base, jdk.zipfs]", "/opt/java");
    }
    assertThat(request.build().digest()).isEqualTo(image.digest());
    assertThat(ImageLayout.validate(layout()).image().paths())
        .contains("opt/java/bin/java", "opt/java/lib/security/cacerts")
        .doesNotContain("opt/java/bin/keytool", "opt/java/lib/classlist", "opt/java/man/");
  }

  @Test
  void anArchiveOfClassesIsUsed() throws Exception {
    Tool.require("podman");
    var request =
        request(true).jvmFlags("-Xshare:on", "-Xlog:class+load", "--add-modules", "jdk.httpserver");
    request.build();
    assertThat(request.log.lines()).contains("  jdk.httpserver: --add-modules jdk.httpserver");
    try (var runner = ImageRunner.open()) {
      assertThat(runner.run("oci:" + layout()))
          .contains("java.lang.Object source: shared objects file");
    }
  }

  @Test
  void modulesThatAnOwnCommandAndVariablesNameAreThere() throws Exception {
    Tool.require("podman");
    var request =
        request(false)
            .entrypoint("java", "--add-modules=java.rmi", "-cp", "/app/classes")
            .args("ex.App")
            .environment(Map.of("JAVA_TOOL_OPTIONS", "--add-modules=java.scripting"));
    request.build();
    assertThat(request.log.lines())
        .contains(
            "  java.rmi: --add-modules=java.rmi",
            "  java.scripting: JAVA_TOOL_OPTIONS: --add-modules=java.scripting");
    try (var runner = ImageRunner.open()) {
      assertThat(runner.run("oci:" + layout()))
          .contains("modules [java.base, java.logging, java.rmi, java.scripting, jdk.zipfs]");
    }
  }

  private Path layout() {
    return dir.resolve("target/whittle/image");
  }

  private Request request(boolean cds) {
    dir.resolve("tmp").toFile().mkdir();
    return new Request(dir)
        .directory("tmp", "/tmp", "1777", "0:0")
        .application(
            new JavaProject(
                "jar",
                dir.resolve("classes"),
                dir.resolve("app.jar"),
                Optional.of("ex.App"),
                List.of()))
        .runtime(cds)
        .libraries("host", "", "", "");
  }
}
