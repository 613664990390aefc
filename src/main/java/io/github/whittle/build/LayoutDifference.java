package io.github.whittle.build;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.layout.LayoutImage;
import io.github.whittle.layout.OciLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What differs first between two builds: a layer and its file, a configuration, or a manifest. */
record LayoutDifference(OciLayout first, OciLayout second) {
  private static final int AROUND = 60;

  /**
   * @param place where layers may be unpacked meanwhile
   */
  String sentence(Path place) throws IOException {
    try (var work = new WorkFolder(place)) {
      var ours = LayoutImage.of(first);
      var theirs = LayoutImage.of(second);
      if (!ours.keySet().equals(theirs.keySet())) {
        return "the platforms are %s and %s".formatted(ours.keySet(), theirs.keySet());
      }
      for (var platform : ours.keySet()) {
        var different = images(ours.get(platform), theirs.get(platform), work);
        if (different.isPresent()) {
          return platform + ": " + different.get();
        }
      }
    }
    return "the manifest differs"
        + texts(
            Files.readAllBytes(first.blob(first.root().digest())),
            Files.readAllBytes(second.blob(second.root().digest())));
  }

  private static Optional<String> images(LayoutImage first, LayoutImage second, WorkFolder work)
      throws IOException {
    var ours = first.layers(work);
    var theirs = second.layers(work);
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      var different = new TreeDifference(ours.get(i), theirs.get(i)).first();
      if (different.isPresent()) {
        return Optional.of("layer %s: %s".formatted(i + 1, different.get()));
      }
    }
    if (ours.size() != theirs.size()) {
      return Optional.of("%s layers and %s".formatted(ours.size(), theirs.size()));
    }
    return Arrays.equals(first.configBytes(), second.configBytes())
        ? Optional.empty()
        : Optional.of(
            "the configuration differs" + texts(first.configBytes(), second.configBytes()));
  }

  private static String texts(byte[] first, byte[] second) {
    int at = Math.max(0, Arrays.mismatch(first, second) - AROUND / 2);
    return ": '%s' and '%s'".formatted(around(first, at), around(second, at));
  }

  private static String around(byte[] text, int at) {
    int end = Math.min(text.length, at + AROUND);
    return new String(text, Math.min(at, end), end - Math.min(at, end), StandardCharsets.UTF_8);
  }
}
