package io.github.whittle.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The order of musl's loader, which is its C library at the same time.
 *
 * @param libraryPath of {@code LD_LIBRARY_PATH}
 * @param system the folders of {@code /etc/ld-musl-ARCH.path}, or those built in
 * @param loaded whether the loader is in memory from the start, as it is for a program
 * @see <a href="https://git.musl-libc.org/cgit/musl/tree/ldso/dynlink.c?h=v1.2.5">dynlink.c,
 *     load_library</a>
 */
record MuslSearch(List<String> libraryPath, List<String> system, boolean loaded)
    implements LibrarySearch {
  private static final Pattern LOADER = Pattern.compile("(.*)/[^/]*/(ld-musl-[^/]+)\\.so\\.1");
  private static final Pattern OWN_LIBRARIES =
      Pattern.compile("lib(c|pthread|rt|m|dl|util|xnet)\\..*");
  private static final String BUILT_IN = "/lib:/usr/local/lib:/usr/lib";

  static boolean isFor(ElfFile elf) {
    return elf.interpreter()
        .map(i -> LOADER.matcher(i).matches())
        .orElseGet(
            () ->
                elf.dynamic().needed().stream()
                    .anyMatch(n -> n.equals("libc.so") || n.startsWith("libc.musl-")));
  }

  static MuslSearch of(Optional<String> interpreter, ImageFiles files, List<String> libraryPath)
      throws IOException {
    var system = interpreter.isEmpty() ? "" : files.text(pathFile(interpreter.get()));
    var folders =
        Arrays.stream((system.isEmpty() ? BUILT_IN : system).split("[:\n]"))
            .filter(f -> !f.isEmpty())
            .toList();
    return new MuslSearch(libraryPath, folders, interpreter.isPresent());
  }

  /** {@code /etc/ld-musl-x86_64.path} of {@code /lib/ld-musl-x86_64.so.1}. */
  private static String pathFile(String interpreter) {
    return LOADER.matcher(interpreter).replaceFirst("$1/etc/$2.path");
  }

  @Override
  public List<String> folders(Loaded by) {
    var folders = new ArrayList<>(libraryPath);
    for (var at = Optional.of(by); at.isPresent(); at = at.get().neededBy()) {
      folders.addAll(at.get().runpath());
      folders.addAll(at.get().rpath());
    }
    folders.addAll(system);
    return folders;
  }

  @Override
  public boolean isInLoader(String name) {
    return loaded && OWN_LIBRARIES.matcher(name).matches();
  }
}
