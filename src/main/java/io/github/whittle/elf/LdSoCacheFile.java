package io.github.whittle.elf;

import io.github.whittle.elf.LdSoCache.Entry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The format of {@code ld.so.cache}.
 *
 * <p>Entries for special processors ({@code glibc-hwcaps}) are passed over: an image is for every
 * machine of its platform.
 *
 * @see <a
 *     href="https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/generic/dl-cache.h;hb=glibc-2.36">dl-cache.h</a>
 */
final class LdSoCacheFile {
  /** Of a desktop it is 0.3 MB. */
  static final int MAX_SIZE = 4 << 20;

  private static final byte[] MAGIC = "glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII);

  /** Begins the format of before, which may still stand in front of the one of today. */
  private static final byte[] OLD_MAGIC = "ld.so-1.7.0".getBytes(StandardCharsets.US_ASCII);

  private static final int OLD_HEAD = 16;
  private static final int OLD_ENTRY = 12;
  private static final int HEAD = 48;
  private static final int ENTRY = 24;
  private static final int BYTE_ORDER = 28;
  private static final byte LITTLE = 2;
  private static final byte BIG = 3;

  private final ByteBuffer cache;

  /** All names together: entries may share theirs, but not to fill the memory. */
  private int left = MAX_SIZE;

  private LdSoCacheFile(ByteBuffer cache) {
    this.cache = cache;
  }

  /** Without entries for a file that the loader would not take either. */
  static LdSoCache parse(byte[] file) {
    try {
      int start = begins(file, 0, OLD_MAGIC) ? behindOld(file) : 0;
      return begins(file, start, MAGIC)
          ? new LdSoCacheFile(ByteBuffer.wrap(file, start, file.length - start).slice()).read()
          : LdSoCache.NONE;
    } catch (IndexOutOfBoundsException e) {
      return LdSoCache.NONE;
    }
  }

  private static int behindOld(byte[] file) {
    var old = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int count = Math.min(Math.max(old.getInt(12), 0), MAX_SIZE);
    return OLD_HEAD + count * OLD_ENTRY + 7 & ~7;
  }

  private static boolean begins(byte[] file, int at, byte[] magic) {
    return file.length >= at + magic.length
        && Arrays.equals(file, at, at + magic.length, magic, 0, magic.length);
  }

  private LdSoCache read() {
    cache.order(cache.get(BYTE_ORDER) == BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int count = cache.getInt(MAGIC.length);
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      int at = HEAD + i * ENTRY;
      boolean forEveryProcessor = cache.getLong(at + 16) == 0;
      if (forEveryProcessor) {
        var name = text(cache.getInt(at + 4));
        entries.add(new Entry(name, cache.getInt(at), text(cache.getInt(at + 8))));
      }
    }
    return new LdSoCache(entries);
  }

  private String text(int at) {
    int end = at;
    while (cache.get(end) != 0) {
      end++;
    }
    left -= end - at;
    if (left < 0) {
      throw new IndexOutOfBoundsException("more names than a cache has");
    }
    return new String(cache.array(), cache.arrayOffset() + at, end - at, StandardCharsets.UTF_8);
  }

  /** The file as ldconfig writes it: sorted the other way round, since the loader halves it. */
  static byte[] write(LdSoCache cache, ByteOrder order) {
    var sorted = new ArrayList<>(cache.entries());
    sorted.sort(Comparator.comparing(Entry::name, LibraryNames.ORDER.reversed()));
    int textsAt = HEAD + sorted.size() * ENTRY;
    var texts = new ByteArrayOutputStream();
    var table = ByteBuffer.allocate(textsAt).order(order);
    table.put(MAGIC).putInt(sorted.size());
    table.position(HEAD);
    for (var entry : sorted) {
      table.putInt(entry.flags()).putInt(textsAt + texts.size());
      texts.writeBytes((entry.name() + "\0").getBytes(StandardCharsets.UTF_8));
      table.putInt(textsAt + texts.size()).putInt(0).putLong(0);
      texts.writeBytes((entry.path() + "\0").getBytes(StandardCharsets.UTF_8));
    }
    table.putInt(MAGIC.length + 4, texts.size());
    table.put(BYTE_ORDER, order == ByteOrder.BIG_ENDIAN ? BIG : LITTLE);
    var file = new ByteArrayOutputStream();
    file.writeBytes(table.array());
    file.writeBytes(texts.toByteArray());
    return file.toByteArray();
  }
}
