package io.github.whittle.base;

import io.github.whittle.image.Digest;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * What tars of a cache were made of: a small file by the digest of what decided a tar's bytes has
 * the digest of the tar.
 *
 * @param folder of the cache
 */
record Outcomes(Path folder) {
  /**
   * The digest of the tar, if it was made before; nothing too where the file is damaged.
   *
   * @param key what decided its bytes
   */
  Optional<Digest> find(Digest key) throws IOException {
    try {
      var found = Digest.parse(Files.readString(file(key)).strip());
      CacheCleaning.touch(file(key));
      return Optional.of(found);
    } catch (NoSuchFileException | InvalidInputException e) {
      return Optional.empty();
    }
  }

  void put(Digest key, Digest tar) throws IOException {
    var temporary = CacheCleaning.temporary(folder).resolve(UUID.randomUUID().toString());
    Files.createDirectories(temporary.getParent());
    Files.createDirectories(file(key).getParent());
    try {
      Files.writeString(temporary, tar.toString());
      Files.move(temporary, file(key), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path file(Digest key) {
    return folder.resolve("made").resolve(key.hex());
  }
}
