package io.github.whittle.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a file and a link with a name beyond ASCII in the folder that it runs in. */
final class Named {
  static final String NAME = "gr\u00fc\u00dfe";

  private Named() {}

  public static void main(String[] args) throws IOException {
    var here = Path.of(".");
    Files.writeString(DiskPath.below(here, NAME), "names are bytes");
    Files.createSymbolicLink(DiskPath.below(here, "link"), DiskPath.target(NAME));
  }
}
