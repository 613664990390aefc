package io.github.whittle.config;

import io.github.whittle.user.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Tells paths from names in a registry. */
final class TypedPath {
  private TypedPath() {}

  static BaseReference parse(String text, Path folder) {
    boolean tar = text.endsWith(".tar");
    // No name in a registry begins so.
    if (text.matches("(/|\\./|\\.\\./|[A-Za-z]:\\\\).*")) {
      return BaseReference.parse(scheme(tar && !isFolder(text, folder)) + text, folder);
    }
    if (tar && !text.contains(":") && !text.matches("[^/]*\\.[^/]*/.*")) {
      return BaseReference.parse(scheme(!isFolder(text, folder)) + text, folder);
    }
    if (isFolder(text, folder) && !text.endsWith("/")
        || tar && Files.exists(folder.resolve(text))) {
      throw new InvalidInputException(
          "'%s' is here, and may be a name in a registry too; write ./%s for what is here, or registry://%s"
              .formatted(text, text, text));
    }
    if (text.endsWith("/")) {
      throw new InvalidInputException(
          "'%s' ends as a folder, and as no name in a registry; write ./%s for the folder"
              .formatted(text, text));
    }
    return BaseReference.parse(text, folder);
  }

  private static String scheme(boolean tar) {
    return tar ? BaseReference.OnDisk.TAR : BaseReference.OnDisk.OCI;
  }

  private static boolean isFolder(String text, Path folder) {
    try {
      return Files.isDirectory(folder.resolve(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
