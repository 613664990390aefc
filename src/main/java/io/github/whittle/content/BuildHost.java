package io.github.whittle.content;

import io.github.whittle.config.LibrariesItem;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.Lookup;
import io.github.whittle.tree.MachineFiles;
import java.nio.file.Path;

/** The machine that runs the build, as a source of libraries. */
final class BuildHost {
  private BuildHost() {}

  static Lookup files(LibrariesItem item, Scene scene) {
    var system = System.getProperty("os.name");
    if (!system.equals("Linux")) {
      throw item.where()
          .refuse("<from> is host, which is %s; name an image of Linux".formatted(system));
    }
    var host = platform();
    if (!host.architecture().equals(scene.platform().architecture())) {
      throw item.where()
          .refuse(
              "<from> is host, which is %s, and the image is for %s; name an image of all platforms"
                  .formatted(host, scene.platform()));
    }
    if (item.from().isChosen()) {
      scene
          .progress()
          .warn(
              "%s: libraries are taken from this machine, which nothing pins: another machine makes another image. Name an image in <from>, and pin it by the goal lock"
                  .formatted(item.where()));
    }
    return new MachineFiles(Path.of("/"));
  }

  static Platform platform() {
    var architecture = System.getProperty("os.arch");
    return Platform.ofMachine("linux", architecture)
        .orElseGet(() -> Platform.of("linux", architecture));
  }
}
