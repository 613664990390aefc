package io.github.whittle.archive;

import java.nio.file.Path;

/** Holds a work folder with a file until it is ended; a process of its own in a test. */
final class WorkFolderHolder {
  private WorkFolderHolder() {}

  public static void main(String... args) throws Exception {
    try (var work = new WorkFolder(Path.of(args[0]))) {
      System.out.println(work.newFile());
      System.in.read();
    }
  }
}
