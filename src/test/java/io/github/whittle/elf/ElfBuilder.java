package io.github.whittle.elf;

import io.github.whittle.tree.Content;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the smallest ELF files that say what a test wants; one segment holds all of the file. */
public final class ElfBuilder {
  static final long BASE = 0x10000;

  private final ElfClass elfClass;
  private final ElfData data;
  private final int machine;
  private int type = ElfHeader.ET_DYN;
  private int osAbi;
  private long entry = BASE;
  private String interpreter;
  private final List<long[]> dynamic = new ArrayList<>();
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();
  private final List<List<long[]>> versionsNeeded = new ArrayList<>();
  private final List<Long> versionsDefined = new ArrayList<>();

  private ElfBuilder(ElfClass elfClass, ElfData data, int machine) {
    this.elfClass = elfClass;
    this.data = data;
    this.machine = machine;
    names.write(0);
  }

  static ElfBuilder of(ElfClass elfClass, ElfData data, int machine) {
    return new ElfBuilder(elfClass, data, machine);
  }

  public static ElfBuilder amd64() {
    return of(ElfClass.ELF64, ElfData.LSB, 62);
  }

  static ElfBuilder arm64() {
    return of(ElfClass.ELF64, ElfData.LSB, 183);
  }

  /** A library for amd64: it begins nowhere. */
  public static ElfBuilder library(String soname) {
    return amd64().entry(0).name(14, soname);
  }

  ElfBuilder type(int value) {
    type = value;
    return this;
  }

  ElfBuilder osAbi(int value) {
    osAbi = value;
    return this;
  }

  ElfBuilder entry(long value) {
    entry = value;
    return this;
  }

  public ElfBuilder interpreter(String path) {
    interpreter = path;
    return this;
  }

  public ElfBuilder needs(String... libraries) {
    for (var library : libraries) {
      name(1, library);
    }
    return this;
  }

  ElfBuilder rpath(String value) {
    return name(15, value);
  }

  public ElfBuilder runpath(String value) {
    return name(29, value);
  }

  ElfBuilder flags1(long value) {
    return number(0x6ffffffbL, value);
  }

  ElfBuilder name(long tag, String value) {
    number(tag, names.size());
    names.writeBytes((value + "\0").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  ElfBuilder number(long tag, long value) {
    dynamic.add(new long[] {tag, value});
    return this;
  }

  /** Versions that a needed library must define; {@code weak A_1} is a weak one. */
  public ElfBuilder needsVersions(String library, String... versions) {
    var list = new ArrayList<long[]>();
    list.add(new long[] {text(library)});
    for (var version : versions) {
      boolean weak = version.startsWith("weak ");
      list.add(new long[] {text(version.replace("weak ", "")), weak ? 2 : 0});
    }
    versionsNeeded.add(list);
    return this;
  }

  public ElfBuilder defines(String... versions) {
    for (var version : versions) {
      versionsDefined.add(text(version));
    }
    return this;
  }

  private long text(String value) {
    long at = names.size();
    names.writeBytes((value + "\0").getBytes(StandardCharsets.UTF_8));
    return at;
  }

  private byte[] needs() {
    int size = versionsNeeded.stream().mapToInt(list -> 16 * list.size()).sum();
    var out = ByteBuffer.allocate(size).order(data.order());
    for (var list : versionsNeeded) {
      boolean last = list == versionsNeeded.get(versionsNeeded.size() - 1);
      out.putShort((short) 1).putShort((short) (list.size() - 1)).putInt((int) list.get(0)[0]);
      out.putInt(16).putInt(last ? 0 : 16 * list.size());
      for (int i = 1; i < list.size(); i++) {
        out.putInt(0).putShort((short) list.get(i)[1]).putShort((short) 2);
        out.putInt((int) list.get(i)[0]).putInt(i == list.size() - 1 ? 0 : 16);
      }
    }
    return out.array();
  }

  private byte[] definitions() {
    var out = ByteBuffer.allocate(28 * versionsDefined.size()).order(data.order());
    for (int i = 0; i < versionsDefined.size(); i++) {
      out.putShort((short) 1).putShort((short) 0).putShort((short) i).putShort((short) 1);
      out.putInt(0).putInt(20).putInt(i == versionsDefined.size() - 1 ? 0 : 28);
      out.putInt(versionsDefined.get(i).intValue()).putInt(0);
    }
    return out.array();
  }

  public Content content() {
    return Content.of(bytes());
  }

  public byte[] bytes() {
    int segments = 1 + (interpreter == null ? 0 : 1) + (dynamic.isEmpty() ? 0 : 1);
    int interpreterAt = elfClass.headerSize() + segments * elfClass.programHeaderSize();
    int interpreterSize = interpreter == null ? 0 : interpreter.length() + 1;
    int namesAt = interpreterAt + interpreterSize;
    int needsAt = namesAt + names.size();
    int definitionsAt = needsAt + needs().length;
    int dynamicAt = definitionsAt + definitions().length;
    int entries = dynamic.size() + 3;
    entries += (versionsNeeded.isEmpty() ? 0 : 1) + (versionsDefined.isEmpty() ? 0 : 1);
    int dynamicSize = dynamic.isEmpty() ? 0 : entries * elfClass.dynamicEntrySize();
    int size = dynamicAt + dynamicSize;

    var out = ByteBuffer.allocate(size).order(data.order());
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) elfClass.code(), (byte) data.code(), 1});
    out.put((byte) osAbi).position(16);
    out.putShort((short) type).putShort((short) machine).putInt(1);
    address(out, entry);
    address(out, elfClass.headerSize());
    address(out, 0);
    out.putInt(0).putShort((short) elfClass.headerSize());
    out.putShort((short) elfClass.programHeaderSize()).putShort((short) segments);
    out.position(elfClass.headerSize());
    segment(out, Segment.PT_LOAD, 5, 0, size);
    if (interpreter != null) {
      segment(out, Segment.PT_INTERP, 4, interpreterAt, interpreterSize);
    }
    if (!dynamic.isEmpty()) {
      segment(out, Segment.PT_DYNAMIC, 4, dynamicAt, dynamicSize);
    }
    if (interpreter != null) {
      out.put(interpreter.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    }
    out.put(names.toByteArray()).put(needs()).put(definitions());
    if (!dynamic.isEmpty()) {
      for (var entry : dynamic) {
        address(out, entry[0]);
        address(out, entry[1]);
      }
      if (!versionsNeeded.isEmpty()) {
        address(out, 0x6ffffffeL);
        address(out, BASE + needsAt);
      }
      if (!versionsDefined.isEmpty()) {
        address(out, 0x6ffffffcL);
        address(out, BASE + definitionsAt);
      }
      address(out, 5);
      address(out, BASE + namesAt);
      address(out, 10);
      address(out, names.size());
    }
    return out.array();
  }

  private void segment(ByteBuffer out, int type, int flags, long offset, long size) {
    out.putInt(type);
    if (elfClass == ElfClass.ELF64) {
      out.putInt(flags);
    }
    address(out, offset);
    address(out, BASE + offset);
    address(out, BASE + offset);
    address(out, size);
    address(out, size);
    if (elfClass == ElfClass.ELF32) {
      out.putInt(flags);
    }
    address(out, 0x1000);
  }

  private void address(ByteBuffer out, long value) {
    if (elfClass == ElfClass.ELF64) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }
}
