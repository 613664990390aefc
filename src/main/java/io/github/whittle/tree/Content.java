package io.github.whittle.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file, read only when they are needed, and as often as they are. */
public interface Content {
  /** How many bytes {@link #open} gives. */
  long size();

  InputStream open() throws IOException;

  static Content of(byte[] bytes) {
    var copy = bytes.clone();
    return new Content() {
      @Override
      public long size() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }

  /** A file on disk; its size is taken now. Two of one path and size are equal. */
  static Content of(Path file) throws IOException {
    return new FileContent(file, Files.size(file));
  }

  /**
   * A file on disk.
   *
   * @param size in bytes, when it was looked at
   */
  record FileContent(Path file, long size) implements Content {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }
}
