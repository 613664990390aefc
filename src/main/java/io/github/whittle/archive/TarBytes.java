package io.github.whittle.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An uncompressed archive on disk, read here and there. */
record TarBytes(Path file, FileChannel channel) {
  long size() throws IOException {
    return channel.size();
  }

  /**
   * @throws EOFException if there are fewer
   */
  byte[] read(long from, int count) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.array();
  }

  /** A block, filled with zeros where the file ends: some writers leave the last padding out. */
  byte[] block(long from) throws IOException {
    var block = new byte[TarHeader.BLOCK];
    var there = read(from, (int) Math.max(0, Math.min(block.length, size() - from)));
    System.arraycopy(there, 0, block, 0, there.length);
    return block;
  }
}
