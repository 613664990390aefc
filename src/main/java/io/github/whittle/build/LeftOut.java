package io.github.whittle.build;

import io.github.whittle.config.ArchiveItem;
import io.github.whittle.config.Configuration;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.DirectoryItem;
import io.github.whittle.config.FileItem;
import io.github.whittle.config.SourcePath;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.user.Progress;
import java.util.Optional;

/**
 * Looks whether the application of a project is missing in its image, which runs something else.
 */
record LeftOut(Configuration configuration, JavaProject project) {

  /**
   * Warns if nothing of the project goes in.
   *
   * @param isOfBase whether the base says what is started
   */
  void check(boolean isOfBase, Platform platform, Progress progress) {
    if (isOfBase
        && project.isApplication()
        && !configuration.contents().isEmpty()
        && configuration.application().isEmpty()
        && !takesWhatIsMade(platform)) {
      progress.warn(
          "the project itself is not in the image: <contents> has no <application/>, and the base's"
              + " own entrypoint is started; write <contents><application/>, or"
              + " <container><entrypoint> if that is meant");
    }
  }

  /** A jar or war may go where the base looks for it. */
  private boolean takesWhatIsMade(Platform platform) {
    var made = project.artifact().getParent();
    return configuration.contents().stream()
        .map(LeftOut::source)
        .flatMap(Optional::stream)
        .anyMatch(source -> source.on(platform).startsWith(made));
  }

  private static Optional<SourcePath> source(ContentItem item) {
    if (item instanceof FileItem file) {
      return Optional.of(file.source());
    }
    if (item instanceof DirectoryItem directory) {
      return Optional.of(directory.source());
    }
    return item instanceof ArchiveItem archive ? Optional.of(archive.source()) : Optional.empty();
  }
}
