package io.github.whittle.elf;

import io.github.whittle.elf.FileFormat.DamagedElf;
import io.github.whittle.elf.FileFormat.Data;
import io.github.whittle.elf.FileFormat.Elf;
import io.github.whittle.elf.FileFormat.Foreign;
import io.github.whittle.elf.FileFormat.Script;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells formats apart by a file's first page. */
final class FormatReader {
  /** Enough for the header of a PE file, which stands behind a small program for DOS. */
  private static final int PAGE = 4096;

  /** {@code BINPRM_BUF_SIZE}: the kernel looks no further for the end of the first line. */
  private static final int MAX_FIRST_LINE = 256;

  private FormatReader() {}

  static FileFormat read(String name, Content content) throws IOException {
    var start = start(content);
    if (ElfReader.isElf(start)) {
      return elf(name, content);
    }
    if (isMachO(start)) {
      return Foreign.MACH_O;
    }
    if (isPe(start)) {
      return Foreign.PE;
    }
    return script(start).map(FileFormat.class::cast).orElse(new Data());
  }

  private static byte[] start(Content content) throws IOException {
    try (var in = content.open()) {
      return in.readNBytes((int) Math.min(PAGE, content.size()));
    }
  }

  private static FileFormat elf(String name, Content content) throws IOException {
    try {
      var file = ElfFile.read(name, content).orElseThrow();
      return Foreign.of(file.header()).map(FileFormat.class::cast).orElse(new Elf(file));
    } catch (InvalidInputException e) {
      return new DamagedElf(e.getMessage());
    }
  }

  /**
   * One architecture in either byte order, or several ("fat").
   *
   * @see <a
   *     href="https://github.com/apple-oss-distributions/xnu/blob/xnu-11215.1.10/EXTERNAL_HEADERS/mach-o/loader.h">loader.h
   *     and fat.h beside it</a>
   */
  private static boolean isMachO(byte[] start) {
    if (start.length < 8) {
      return false;
    }
    var bytes = ByteBuffer.wrap(start);
    return switch (bytes.getInt(0)) {
      case 0xfeed_face, 0xfeed_facf, 0xcefa_edfe, 0xcffa_edfe -> true;
      // Java's class files begin so too; theirs is followed by their version, 45 and above.
      case 0xcafe_babe, 0xcafe_babf -> isCountOfArchitectures(bytes.getInt(4));
      case 0xbeba_feca, 0xbfba_feca ->
          isCountOfArchitectures(Integer.reverseBytes(bytes.getInt(4)));
      default -> false;
    };
  }

  private static boolean isCountOfArchitectures(int number) {
    return number > 0 && number < 45;
  }

  /**
   * @see <a href="https://learn.microsoft.com/windows/win32/debug/pe-format">PE format</a>
   */
  private static boolean isPe(byte[] start) {
    if (start.length < 64 || start[0] != 'M' || start[1] != 'Z') {
      return false;
    }
    var bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getInt(60);
    return header >= 0 && header <= start.length - 4 && bytes.getInt(header) == 0x4550;
  }

  /**
   * The first line as Linux reads it.
   *
   * @see <a
   *     href="https://github.com/torvalds/linux/blob/v6.6/fs/binfmt_script.c">binfmt_script.c</a>
   */
  private static Optional<Script> script(byte[] start) {
    if (start.length < 2 || start[0] != '#' || start[1] != '!') {
      return Optional.empty();
    }
    int end = 2;
    while (end < start.length && end < MAX_FIRST_LINE && start[end] != '\n' && start[end] != 0) {
      end++;
    }
    var line = strip(new String(start, 2, end - 2, StandardCharsets.UTF_8));
    int space = indexOfSpace(line);
    // A path that does not end within the kernel's buffer may be a part of another one.
    if (line.isEmpty() || space < 0 && end == MAX_FIRST_LINE && start.length > MAX_FIRST_LINE) {
      return Optional.empty();
    }
    return Optional.of(
        space < 0
            ? new Script(line, Optional.empty())
            : new Script(line.substring(0, space), Optional.of(strip(line.substring(space)))));
  }

  /** Only spaces and tabs: a carriage return is a part of the path, to the kernel too. */
  private static String strip(String text) {
    return text.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  private static int indexOfSpace(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        return i;
      }
    }
    return -1;
  }
}
