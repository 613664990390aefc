package io.github.whittle.build;

import io.github.whittle.layout.OciLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What a reader that is not ours finds in an image of one platform. */
final class Layers {
  private Layers() {}

  /** {@code name mode uid:gid}, or {@code name -> target}. */
  static List<String> paths(Path project) throws IOException {
    var layout = OciLayout.open(project.resolve("target/whittle/image"));
    var paths = new ArrayList<String>();
    for (var layer : layout.manifest(layout.root().digest()).layers()) {
      var gzip = new GZIPInputStream(Files.newInputStream(layout.blob(layer.digest())));
      try (var tar = new TarArchiveInputStream(gzip)) {
        for (var e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          paths.add(line(e));
        }
      }
    }
    return paths;
  }

  private static String line(TarArchiveEntry e) {
    return e.isSymbolicLink()
        ? e.getName() + " -> " + e.getLinkName()
        : "%s %04o %d:%d"
            .formatted(e.getName(), e.getMode() & 07777, e.getLongUserId(), e.getLongGroupId());
  }

  static String config(Path project) throws IOException {
    var layout = OciLayout.open(project.resolve("target/whittle/image"));
    var digest = layout.manifest(layout.root().digest()).config().digest();
    return Files.readString(layout.blob(digest), StandardCharsets.UTF_8);
  }
}
