package io.github.whittle.layout;

import java.util.Arrays;

/** What the first bytes say of a layer. */
enum LayerFormat {
  PLAIN(),
  GZIP(0x1f, 0x8b),
  ZSTD(0x28, 0xb5, 0x2f, 0xfd);

  static final int MAGIC = 4;

  private final byte[] magic;

  LayerFormat(int... magic) {
    this.magic = new byte[magic.length];
    for (int i = 0; i < magic.length; i++) {
      this.magic[i] = (byte) magic[i];
    }
  }

  static LayerFormat of(byte[] first) {
    return Arrays.stream(values())
        .filter(format -> format != PLAIN && format.begins(first))
        .findFirst()
        .orElse(PLAIN);
  }

  private boolean begins(byte[] first) {
    return first.length >= magic.length
        && Arrays.equals(first, 0, magic.length, magic, 0, magic.length);
  }
}
