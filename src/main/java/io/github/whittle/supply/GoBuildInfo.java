package io.github.whittle.supply;

import io.github.whittle.elf.ElfBytes;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What Go's linker writes into every program: the version of Go, and the modules with their
 * versions. Since Go 1.18 both texts follow the header; before, the header points at them.
 *
 * @see <a href="https://go.dev/src/debug/buildinfo/buildinfo.go">Go, debug/buildinfo</a>
 */
final class GoBuildInfo {
  private static final String SECTION = ".go.buildinfo";
  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER = 32;
  private static final int BIG_ENDIAN = 1;
  private static final int INLINE = 2;

  /** Kubernetes has some 200 modules in 30 KB. */
  private static final int MOST = 1 << 22;

  /** Marks before and behind the list of modules. */
  private static final int MARK = 16;

  private final ElfBytes program;
  private final ByteBuffer header;

  private GoBuildInfo(ElfBytes program, ByteBuffer header) {
    this.program = program;
    this.header = header;
  }

  /** Nothing for a program that is not of Go, or is of a Go before 1.13. */
  static List<Module> read(ElfBytes program) throws IOException {
    var section = program.section(SECTION, MOST);
    if (section.isEmpty() || !isHeader(section.get())) {
      return List.of();
    }
    try {
      return new GoBuildInfo(program, section.get()).modules();
    } catch (BufferUnderflowException e) {
      return List.of(); // Cut off: it says nothing.
    }
  }

  private static boolean isHeader(ByteBuffer section) {
    return section.limit() >= HEADER
        && Arrays.equals(section.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private List<Module> modules() throws IOException {
    int flags = header.get(MAGIC.length + 1);
    var go = "";
    var list = "";
    if ((flags & INLINE) != 0) {
      header.position(HEADER);
      go = inline();
      list = inline();
    } else {
      int size = pointerSize();
      header.order((flags & BIG_ENDIAN) != 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      go = pointedAt(pointer(header, MAGIC.length + 2, size), size);
      list = pointedAt(pointer(header, MAGIC.length + 2 + size, size), size);
    }
    var modules = new ArrayList<>(listed(unmarked(list)));
    if (go.startsWith("go")) {
      modules.add(new Module(Module.GO, "stdlib", go.substring(2).split(" ")[0], true));
    }
    return modules;
  }

  /** Programs have pointers of 4 or 8 bytes: with any other number this is no header. */
  private int pointerSize() {
    int size = header.get(MAGIC.length);
    if (size != 4 && size != 8) {
      throw new BufferUnderflowException();
    }
    return size;
  }

  private String inline() {
    long length = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      byte b = header.get();
      length |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return text(header, length);
      }
    }
    throw new BufferUnderflowException();
  }

  private static String text(ByteBuffer from, long length) {
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[(int) length];
    from.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long pointer(ByteBuffer from, int at, int size) {
    return size == 4 ? Integer.toUnsignedLong(from.getInt(at)) : from.getLong(at);
  }

  /** A string of Go: a pointer to its bytes, and how many they are. */
  private String pointedAt(long address, int size) throws IOException {
    var string = program.memory(address, 2 * size);
    if (string.isEmpty()) {
      return "";
    }
    var pair = string.get().order(header.order());
    long length = pointer(pair, size, size);
    if (length < 0 || length > MOST) {
      return "";
    }
    var bytes = program.memory(pointer(pair, 0, size), (int) length);
    return bytes.map(b -> text(b, length)).orElse("");
  }

  /** The marks are no text, so until here a character stands for a byte. */
  private static String unmarked(String list) {
    boolean isMarked = list.length() > 2 * MARK && list.charAt(list.length() - MARK - 1) == '\n';
    var lines = isMarked ? list.substring(MARK, list.length() - MARK) : "";
    return new String(lines.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Lines of words with tabs between; {@code =>} says what the module above was replaced by. */
  private static List<Module> listed(String lines) {
    var modules = new ArrayList<Module>();
    for (var line : lines.split("\n")) {
      var words = line.split("\t", -1);
      if (words[0].equals("=>") && !modules.isEmpty()) {
        var replaced = modules.remove(modules.size() - 1);
        modules.add(module(words).orElse(new Module(Module.GO, replaced.name(), "", false)));
      } else {
        module(words).ifPresent(modules::add);
      }
    }
    return modules;
  }

  /** Nothing for other lines, and for a folder: that has no name of its own. */
  private static Optional<Module> module(String[] words) {
    boolean isModule =
        words.length >= 3
            && List.of("mod", "dep", "=>").contains(words[0])
            && words[1].matches("[^./].*");
    if (!isModule) {
      return Optional.empty();
    }
    boolean isPublished = words[2].startsWith("v");
    return Optional.of(
        new Module(Module.GO, words[1], words[2].equals("(devel)") ? "" : words[2], isPublished));
  }
}
