package io.github.whittle.archive;

import java.nio.file.Path;

/** Holds a folder beside the place until it is ended; a process of its own in a test. */
final class StagingHolder {
  private StagingHolder() {}

  public static void main(String... args) throws Exception {
    try (var staging = Staging.beside(Path.of(args[0]))) {
      System.out.println(staging.folder());
      System.in.read();
    }
  }
}
