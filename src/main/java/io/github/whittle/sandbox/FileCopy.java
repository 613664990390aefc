package io.github.whittle.sandbox;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes contents to files. Files of the disk share their blocks where the file system can (btrfs,
 * XFS); what lies in the middle of a layer cannot.
 */
final class FileCopy {
  /** In bytes: from here on, copying takes longer than starting a program. */
  private static final long LARGE = 4 << 20;

  private boolean sharing = true;

  void write(Content content, Path file) throws IOException {
    if (content instanceof Content.FileContent plain) {
      if (!isShared(plain, file)) {
        Files.copy(plain.file(), file, StandardCopyOption.REPLACE_EXISTING);
      }
      return;
    }
    try (var in = content.open()) {
      Files.copy(in, file);
    }
  }

  /** Java asks the file system for that from version 20 on only; cp fails where it cannot. */
  private boolean isShared(Content.FileContent plain, Path file) throws IOException {
    if (!sharing || plain.size() < LARGE) {
      return false;
    }
    var copy =
        List.of(
            HostTools.named("cp"),
            "--reflink=always",
            "--",
            plain.file().toString(),
            file.toString());
    sharing = HostCommand.failure(copy).isEmpty();
    return sharing;
  }
}
