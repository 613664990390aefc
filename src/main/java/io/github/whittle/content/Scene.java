package io.github.whittle.content;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.BaseReference;
import io.github.whittle.config.ContentItem;
import io.github.whittle.config.Coordinates;
import io.github.whittle.config.Optimize;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.Application;
import io.github.whittle.jvm.ToolJdk;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an item is put into.
 *
 * @param platform of the image
 * @param below the image as it is before the item
 * @param added what of it the items above put there
 * @param environment of the image
 * @param command the user's own words to start it; empty where the application has its own
 * @param output where the image is written: what lies there never goes into an image
 * @param application that {@code <application>} puts in; nothing without that item
 * @param work open until the image is written, since contents may be read from it
 * @param ledger is told what of the item does not go in as it is
 * @param time of every file that is ours, in seconds since 1970
 */
public record Scene(
    Platform platform,
    FileTree below,
    FileTree added,
    Map<String, String> environment,
    List<String> command,
    long time,
    Path output,
    Artifacts artifacts,
    Images images,
    Optional<Application> application,
    ToolJdk jdk,
    Optimize optimize,
    WorkFolder work,
    Ledger ledger,
    Progress progress) {

  /** Finds a file of a Maven repository. */
  @FunctionalInterface
  public interface Artifacts {
    /**
     * @throws io.github.whittle.user.InvalidInputException if no repository has it
     */
    Path resolve(Coordinates coordinates);
  }

  /** Brings an image of others here, pinned and verified. */
  @FunctionalInterface
  public interface Images {
    /** What a runtime shows of the image. */
    FileTree tree(BaseReference reference, Platform platform) throws IOException, RegistryException;
  }

  /** What a runtime shows of an image that an item names. */
  FileTree image(ContentItem item, BaseReference reference) throws IOException, RegistryException {
    try {
      return images.tree(reference, platform);
    } catch (InvalidInputException e) {
      throw item.where().refuse(e.getMessage());
    }
  }

  /** Attributes of an entry of ours, owned by 0:0. */
  Attributes attributes(int mode) {
    return Attributes.of(mode, time);
  }
}
