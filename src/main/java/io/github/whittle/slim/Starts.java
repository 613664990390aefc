package io.github.whittle.slim;

import io.github.whittle.elf.SearchPath;
import io.github.whittle.image.ImageConfig;
import java.util.ArrayList;

/** The words with which a runtime starts an image, as far as they may name files of it. */
final class Starts {
  private Starts() {}

  static void addTo(KeptPaths kept, ImageConfig config, Subject subject) {
    var words = new ArrayList<>(config.entrypoint());
    words.addAll(config.command());
    words.addAll(config.healthcheck());
    for (var word : words) {
      if (word.contains(" ")) {
        // A line for a shell.
        ShellWords.addPrograms(word, "named in the entrypoint", subject, kept);
      } else {
        add(word, config, subject, kept);
      }
    }
  }

  private static void add(String word, ImageConfig config, Subject subject, KeptPaths kept) {
    if (word.startsWith("/")) {
      kept.add(word, "named in the entrypoint");
    } else if (word.contains("/")) {
      kept.add(config.workingDirectory().orElse("/") + "/" + word, "named in the entrypoint");
    } else {
      kept.addProgram(word, SearchPath.of(subject.environment()), "started by the entrypoint");
    }
  }
}
