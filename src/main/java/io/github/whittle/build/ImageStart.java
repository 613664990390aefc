package io.github.whittle.build;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.RuntimeItem;
import io.github.whittle.content.RuntimeTree;
import io.github.whittle.image.ImageConfig;
import io.github.whittle.jvm.Application;
import io.github.whittle.jvm.JavaCommand;
import io.github.whittle.jvm.StartedClass;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What starts an image: the user's own words, else the application, else what else there is. */
final class ImageStart {
  private final Configuration configuration;
  private final Optional<Application> application;

  ImageStart(Configuration configuration, Optional<Application> application) {
    this.configuration = configuration;
    this.application = application;
  }

  /** The user's own words, with their arguments; empty without. */
  List<String> ownWords() {
    var container = configuration.container();
    return container
        .entrypoint()
        .map(program -> Stream.concat(program.words().stream(), container.args().stream()).toList())
        .orElse(List.of());
  }

  /** Empty where the base decides. */
  Optional<List<String>> entrypoint(ImageConfig base, Rootfs rootfs) throws IOException {
    return Entrypoints.own(configuration.container(), application, base, rootfs);
  }

  /** Whether the Java of the image starts the application. */
  boolean isOfJava() {
    return configuration.container().entrypoint().isEmpty() && java().isPresent();
  }

  /**
   * @param config of the image
   * @param work for jars in other files
   * @throws InvalidInputException if the main class is nowhere
   */
  void checkMainClass(ImageConfig config, Rootfs rootfs, WorkFolder work, Progress progress)
      throws IOException {
    if (java().isEmpty()) {
      return;
    }
    try {
      new StartedClass(java().get(), configuration.container(), config.environment(), home())
          .check(rootfs.whole(), work, progress);
    } catch (InvalidInputException e) {
      throw configuration.application().orElseThrow().where().refuse(e.getMessage());
    }
  }

  /**
   * Warns of flags with which Java will not start.
   *
   * @param config of the image
   */
  void checkFlags(ImageConfig config, Rootfs rootfs, Progress progress) {
    if (isOfJava()) {
      FlagFiles.check(configuration.container().jvmFlags(), config, rootfs.whole(), progress);
    }
  }

  /** Of the runtime that is made; of the Java of a base nothing is known. */
  private Optional<TreePath> home() {
    return configuration.contents().stream()
        .filter(RuntimeItem.class::isInstance)
        .map(item -> RuntimeTree.HOME)
        .findFirst();
  }

  private Optional<JavaCommand> java() {
    return application.flatMap(Application::command);
  }
}
