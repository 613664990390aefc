package io.github.whittle.slim;

import static io.github.whittle.slim.SlimScene.NO_PORT;
import static io.github.whittle.slim.SlimScene.file;
import static io.github.whittle.slim.SlimScene.program;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whittle.archive.TarReader;
import io.github.whittle.sandbox.Program;
import io.github.whittle.slim.SlimScene.Image;
import io.github.whittle.support.Debootstrap;
import io.github.whittle.support.Tool;
import io.github.whittle.support.UmociImage;
import io.github.whittle.trace.Trace;
import io.github.whittle.trace.TraceFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other tools wrote about a real run, read as its trace: an image is slimmed by it, and runs.
 */
class OtherToolsTracesIT {
  @TempDir private Path dir;

  static Stream<List<String>> formats() {
    return Stream.of(
        List.of(), List.of("--csv"), List.of("--format", "%T %w%f %e", "--timefmt", "%H:%M:%S"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void inotifywaitSeesWhatIsRead(List<String> format) throws Exception {
    var root = imageOnDisk();
    var log = dir.resolve("log");
    var watcher = watcher(root, log, format);
    try {
      await(dir.resolve("says"), "Watches established");
      assertThat(Tool.named("chroot").run(root.toString(), "/app")).isEqualTo("is read\n");
      await(log, "a name, with a comma");
    } finally {
      watcher.destroy();
      watcher.waitFor();
    }
    assertRunsWhenSlimmedBy(log, root);
  }

  /** Written to a file and as an error, where processes are named differently. */
  @ParameterizedTest
  @ValueSource(strings = {"-f", "-fy", "-ftt"})
  void straceSeesWhatIsOpened(String options) throws IOException {
    var root = imageOnDisk();
    var strace = Tool.require("strace").with(options);
    var chroot = new String[] {Tool.named("chroot").path(), root.toString(), "/app"};

    var log = dir.resolve("log");
    strace.with("-o", log.toString()).run(chroot);
    assertRunsWhenSlimmedBy(log, root);

    Files.writeString(log, strace.ran(chroot).err());
    assertRunsWhenSlimmedBy(log, root);
  }

  private void assertRunsWhenSlimmedBy(Path log, Path root) throws IOException {
    var image = new Image(tree(root), Map.of());
    var scene = new SlimScene(dir.resolve("runs"));

    var small = scene.slimmed(image, program("/app"), TraceFile.read(log));

    assertThat(files(small)).contains("/data/a name, with a comma").doesNotContain("/data/unused");
    assertThat(files(scene.slimmed(image, program("/app"), Trace.empty())))
        .noneMatch(path -> path.startsWith("/data/"));
    assertThat(scene.run(small, program("/app"), NO_PORT).output()).isEqualTo("is read\n");
  }

  private Path imageOnDisk() throws IOException {
    Tool.require("busybox");
    var root = Files.createDirectory(dir.resolve("root"));
    UmociImage.busybox(root, "sh", "cat");
    Files.writeString(root.resolve("app"), "#!/bin/sh\ncat /data/a*\n");
    Files.setAttribute(root.resolve("app"), "unix:mode", 0755);
    var data = Files.createDirectory(root.resolve("data"));
    Files.writeString(data.resolve("a name, with a comma"), "is read\n");
    Files.writeString(data.resolve("unused"), "nobody reads this\n");
    return root;
  }

  /** Called in the unpacked image, so that paths are those of the image. */
  private Process watcher(Path root, Path log, List<String> format) throws IOException {
    var words =
        Stream.of(
                List.of(Tool.require("inotifywait").path(), "--monitor", "--recursive"),
                format,
                List.of("--outfile", log.toString(), "."))
            .flatMap(List::stream)
            .toList();
    return new ProcessBuilder(words)
        .directory(root.toFile())
        .redirectError(dir.resolve("says").toFile())
        .start();
  }

  private static void await(Path file, String text) throws Exception {
    for (int i = 0;
        i < 600 && !(Files.exists(file) && Files.readString(file).contains(text));
        i++) {
      Thread.sleep(50);
    }
    assertThat(file).content().contains(text);
  }

  private FileTree tree(Path root) throws IOException {
    var tar = dir.resolve("root.tar");
    Tool.named("tar").run("-cf", tar.toString(), "-C", root.toString(), ".");
    return TarReader.read(tar);
  }

  private static Stream<String> files(FileTree tree) {
    return tree.entries().keySet().stream().map(TreePath::value);
  }

  @Test
  void theJvmSaysWhatItLoadsClassesFrom() throws IOException {
    Tool.require("strace");
    var classes = compiled();
    var base = TarReader.read(Debootstrap.tar(Debootstrap.withJava()));
    var more = new TreeMap<>(SlimScene.entries(classes, "/app"));
    more.put(new TreePath("/lib.jar"), file(jar(classes, "Lib.class")));
    more.put(new TreePath("/unused.jar"), file(jar(classes, "Unused.class")));
    more.remove(new TreePath("/app/Lib.class"));
    var image = new Image(base.with(more), Map.of());
    var scene = new SlimScene(dir.resolve("runs"));
    var words = List.of("-cp", "/app:/lib.jar:/unused.jar", "App");
    var log = dir.resolve("log");
    Files.writeString(
        log, scene.run(image.whole(), java("-Xlog:class+load", words), NO_PORT).output());

    var small = scene.slimmed(image, java("-Xshare:auto", words), TraceFile.read(log));

    assertThat(files(small))
        .contains("/app/App.class", "/app/Used.class", "/lib.jar")
        .doesNotContain("/app/Unused.class", "/unused.jar");
    assertThat(scene.run(small, java("-Xshare:auto", words), NO_PORT).output())
        .isEqualTo("used, of a jar\n");
  }

  private static Program java(String option, List<String> words) {
    return program(Stream.concat(Stream.of("java", option), words.stream()).toArray(String[]::new));
  }

  private Path compiled() throws IOException {
    var source = Files.createDirectory(dir.resolve("source")).resolve("App.java");
    Files.writeString(
        source,
        """
        public class App {
          public static void main(String[] args) { System.out.println(Used.NAME + Lib.name()); }
        }
        class Used { static final String NAME = new String("used, "); }
        class Lib { static String name() { return "of a jar"; } }
        class Unused {}
        """);
    var classes = dir.resolve("classes");
    var javac = ToolProvider.findFirst("javac").orElseThrow();
    javac.run(
        System.out, System.err, "--release", "17", "-d", classes.toString(), source.toString());
    return classes;
  }

  private byte[] jar(Path classes, String name) throws IOException {
    var jar = dir.resolve(name + ".jar");
    var words = new String[] {"cf", jar.toString(), "-C", classes.toString(), name};
    ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, words);
    return Files.readAllBytes(jar);
  }
}
