package io.github.whittle.jvm;

import io.github.whittle.archive.ZipMember;
import io.github.whittle.elf.ElfFile;
import io.github.whittle.elf.ElfHeader;
import io.github.whittle.elf.ElfMachine;
import io.github.whittle.elf.FileFormat;
import io.github.whittle.image.Platform;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A native library in a jar, and for whom it is: as the file itself says, and where many systems
 * share one format, as its path says.
 *
 * @param name in the jar
 * @param madeFor what it runs on, if that is not the platform of the image
 * @param isOfLinux whether another machine with Linux could load it
 */
record NativeLibrary(String name, Optional<String> madeFor, boolean isOfLinux) {
  /**
   * How the name of a library ends. DuckDB has its platform behind that: {@code .so_osx_universal}.
   * What only looks so, a text mostly, says by its bytes that it is none.
   */
  static final String ENDING = "\\.(so|dll|dylib|jnilib|sl|a)([^a-z/][^/]*)?";

  private static final Pattern LIBRARY =
      Pattern.compile("(?s).*" + ENDING, Pattern.CASE_INSENSITIVE);

  /** {@code .a} and {@code .so} of AIX are archives; Java loads them all the same. */
  private static final Pattern ARCHIVE =
      Pattern.compile("(?s).*\\.(so|sl|a)(\\.[0-9]+)*", Pattern.CASE_INSENSITIVE);

  /** Systems whose files are ELF as those of Linux, mostly without a word of it inside. */
  private static final Set<String> OTHER_ELF =
      Set.of(
          "android",
          "dragonflybsd",
          "freebsd",
          "hpux",
          "illumos",
          "netbsd",
          "openbsd",
          "solaris",
          "sunos");

  /** Systems whose files are of no format that we read. */
  private static final Set<String> OTHER = Set.of("aix", "hpux");

  private static final Pattern BETWEEN = Pattern.compile("[/_.!-]+|(?<=[a-z])(?=[0-9])");

  static boolean isNamed(String name) {
    return LIBRARY.matcher(name).matches();
  }

  /**
   * Nothing for an entry that is none. The name is asked first: a program for another machine may
   * be there to be served or copied to it, and a library only to be loaded.
   */
  static Optional<NativeLibrary> of(ZipMember member, Platform platform) throws IOException {
    if (!isNamed(member.name())) {
      return Optional.empty();
    }
    var header = header(member.name(), member.content());
    if (header.isPresent()) {
      return Optional.of(elf(member.name(), header.get(), platform));
    }
    var system =
        FileFormat.of(member.name(), member.content()) instanceof FileFormat.Foreign foreign
            ? Optional.of(foreign.system())
            : ARCHIVE.matcher(member.name()).matches()
                ? system(member.name(), OTHER)
                : Optional.<String>empty();
    return system.map(s -> new NativeLibrary(member.name(), Optional.of(s), false));
  }

  /** Whether a file of a jar, whatever its name says, is ELF and made for the platform. */
  static boolean isElfFor(Platform platform, String name, Content content) throws IOException {
    return header(name, content)
        .filter(header -> elf(name, header, platform).madeFor().isEmpty())
        .isPresent();
  }

  private static Optional<ElfHeader> header(String name, Content content) throws IOException {
    try {
      return ElfFile.header(name, content);
    } catch (InvalidInputException e) {
      return Optional.empty(); // Damaged: what it is nobody can say.
    }
  }

  private static NativeLibrary elf(String name, ElfHeader header, Platform platform) {
    var system =
        FileFormat.Foreign.of(header)
            .map(FileFormat.Foreign::system)
            .or(() -> system(name, OTHER_ELF));
    if (system.isPresent() || ElfMachine.runsOn(header, platform)) {
      return new NativeLibrary(name, system, system.isEmpty());
    }
    return new NativeLibrary(name, Optional.of(ElfMachine.describe(header)), true);
  }

  private static Optional<String> system(String path, Set<String> systems) {
    return Arrays.stream(BETWEEN.split(path.toLowerCase(Locale.ROOT)))
        .filter(systems::contains)
        .findFirst();
  }
}
