package io.github.whittle.content;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Optimize;
import io.github.whittle.config.Where;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.ToolJdk;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What items are put into, in tests. */
final class Scenes {
  static final long TIME = 77;

  private Scenes() {}

  static Scene over(FileTree below, WorkFolder work) {
    return scene(below, work, Path.of("nothing"), new ArrayList<>());
  }

  static Scene scene(FileTree below, WorkFolder work, Path artifact, List<String> warnings) {
    return scene(Platform.of("linux", "arm64"), below, work, artifact, warnings);
  }

  static Scene scene(
      Platform platform, FileTree below, WorkFolder work, Path artifact, List<String> warnings) {
    return new Scene(
        platform,
        below,
        below,
        Map.of(),
        List.of(),
        TIME,
        Path.of("no-output"),
        coordinates -> artifact,
        (reference, of) -> FileTree.empty(),
        Optional.empty(),
        new ToolJdk(Path.of(System.getProperty("java.home")), (key, maker) -> null),
        Optimize.PULL,
        work,
        new Ledger(),
        new Warnings(warnings));
  }

  /** For an item that unpacks nothing. */
  static Scene amd64(FileTree below, FileTree image, Ledger ledger, List<String> warnings) {
    return amd64(below, image, null, ledger, warnings);
  }

  /** For linux/amd64, with an image of others; what is below is ours. */
  static Scene amd64(
      FileTree below, FileTree image, WorkFolder work, Ledger ledger, List<String> warnings) {
    return new Scene(
        Platform.of("linux", "amd64"),
        below,
        below,
        Map.of(),
        List.of(),
        TIME,
        Path.of("no-output"),
        coordinates -> Path.of("nothing"),
        (reference, platform) -> image,
        Optional.empty(),
        new ToolJdk(Path.of(System.getProperty("java.home")), (key, maker) -> null),
        Optimize.PULL,
        work,
        ledger,
        new Warnings(warnings));
  }

  /** The same, of an image that is started so. */
  static Scene started(Scene scene, Map<String, String> environment, String... command) {
    return with(scene, environment, List.of(command), scene.jdk());
  }

  /** The same, built by another JDK. */
  static Scene with(Scene scene, ToolJdk jdk) {
    return with(scene, scene.environment(), scene.command(), jdk);
  }

  private static Scene with(
      Scene scene, Map<String, String> environment, List<String> command, ToolJdk jdk) {
    return new Scene(
        scene.platform(),
        scene.below(),
        scene.added(),
        environment,
        command,
        scene.time(),
        scene.output(),
        scene.artifacts(),
        scene.images(),
        scene.application(),
        jdk,
        scene.optimize(),
        scene.work(),
        scene.ledger(),
        scene.progress());
  }

  static Where where(String tag) {
    return new Where("pom.xml", 7, tag);
  }

  private record Warnings(List<String> warnings) implements Progress {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
      warnings.add(message);
    }

    @Override
    public Meter meter(String what, long bytes, int blobs) {
      return Progress.silent().meter(what, bytes, blobs);
    }
  }
}
