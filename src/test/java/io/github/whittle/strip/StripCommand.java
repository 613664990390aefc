package io.github.whittle.strip;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Strips files from a shell: {@code MODE FROM TO…}, or {@code MODE -} and pairs by lines. */
public final class StripCommand {
  private StripCommand() {}

  public static void main(String[] args) throws IOException {
    var mode = Binaries.valueOf(args[0].toUpperCase());
    if (!args[1].equals("-")) {
      strip(mode, Path.of(args[1]), Path.of(args[2]));
      return;
    }
    for (var line : new String(System.in.readAllBytes()).lines().toList()) {
      var pair = line.split("\t");
      strip(mode, Path.of(pair[0]), Path.of(pair[1]));
    }
  }

  private static void strip(Binaries mode, Path from, Path to) throws IOException {
    var outcome = ElfStrip.strip(from.toString(), Content.of(from), mode, l -> Optional.empty());
    if (outcome instanceof Outcome.Smaller smaller) {
      try (var in = smaller.content().open()) {
        Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
      }
      System.out.printf("%s\t%d\t%d\t%n", from, Files.size(from), smaller.content().size());
    } else {
      System.out.printf(
          "%s\t%d\t%d\t%s%n",
          from, Files.size(from), Files.size(from), ((Outcome.Same) outcome).reason());
    }
  }
}
