package io.github.whittle.elf;

import io.github.whittle.tree.Content;
import java.io.IOException;
import java.util.Optional;

/** What a file is to those who would run it, found by its bytes. */
public sealed interface FileFormat {
  /** Whether it is there to be run on Linux: no library, and no program of another system. */
  default boolean isProgram() {
    return false;
  }

  /**
   * Whether the kernel asks for its execute bit: a program's, and that of a dynamic loader, which
   * is a library.
   */
  default boolean isRunnable() {
    return isProgram();
  }

  record Elf(ElfFile file) implements FileFormat {
    @Override
    public boolean isProgram() {
      return file.isProgram();
    }

    @Override
    public boolean isRunnable() {
      return file.isRunnable();
    }
  }

  /**
   * @param problem a sentence that names the file
   */
  record DamagedElf(String problem) implements FileFormat {}

  /**
   * A text that names its interpreter in its first line, {@code #!}.
   *
   * @param interpreter as it is written
   * @param argument all that follows in the line: the kernel does not split it
   */
  record Script(String interpreter, Optional<String> argument) implements FileFormat {
    @Override
    public boolean isProgram() {
      return true;
    }
  }

  /** A program of another operating system. */
  enum Foreign implements FileFormat {
    MACH_O("macOS"),
    /** Also libraries of .NET, which run everywhere. */
    PE("Windows"),
    FREEBSD("FreeBSD"),
    SOLARIS("Solaris");

    private static final int ELFOSABI_SOLARIS = 6;
    private static final int ELFOSABI_FREEBSD = 9;

    private final String system;

    Foreign(String system) {
      this.system = system;
    }

    public String system() {
      return system;
    }

    /** The other system that an ELF file says it is for; many do not say it. */
    public static Optional<Foreign> of(ElfHeader header) {
      return switch (header.osAbi()) {
        case ELFOSABI_FREEBSD -> Optional.of(FREEBSD);
        case ELFOSABI_SOLARIS -> Optional.of(SOLARIS);
        default -> Optional.empty();
      };
    }
  }

  /** Nothing of the above. */
  record Data() implements FileFormat {}

  /**
   * Never refuses a file: a damaged one is a format of its own.
   *
   * @param name of the file, for the message of {@link DamagedElf}
   */
  static FileFormat of(String name, Content content) throws IOException {
    return FormatReader.read(name, content);
  }
}
