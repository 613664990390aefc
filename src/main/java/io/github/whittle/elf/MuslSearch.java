package io.github.whittle.elf;

import static java.util.regex.Matcher.quoteReplacement;

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
 * @param pathFile {@code /etc/ld-musl-ARCH.path}; empty where the folders are those built in
 * @param loaded whether the loader is in memory from the start, as it is for a program
 * @see <a href="https://git.musl-libc.org/cgit/musl/tree/ldso/dynlink.c?h=v1.2.5">dynlink.c,
 *     load_library</a>
 */
record MuslSearch(List<String> libraryPath, List<String> system, String pathFile, boolean loaded)
    implements LibrarySearch {
  private static final Pattern LOADER = Pattern.compile("(.*)/[^/]*/(ld-musl-[^/]+)\\.so\\.1");
  private static final Pattern OWN_LIBRARIES =
      Pattern.compile("lib(c|pthread|rt|m|dl|util|xnet)\\..*");
  private static final Pattern ORIGIN = Pattern.compile("\\$(ORIGIN|\\{ORIGIN})");
  private static final String BUILT_IN = "/lib:/usr/local/lib:/usr/lib";

  static boolean isFor(ElfFile elf) {
    return elf.interpreter()
        .map(i -> LOADER.matcher(i).matches())
        .orElseGet(
            () ->
                elf.dynamic().needed().stream()
                    .anyMatch(n -> n.equals("libc.so") || n.startsWith("libc.musl-")));
  }

  static MuslSearch of(
      Optional<String> interpreter, List<ImageFiles> files, List<String> libraryPath)
      throws IOException {
    for (var each : files) {
      var file = interpreter.map(MuslSearch::pathFile).filter(f -> each.find(f).isPresent());
      if (file.isPresent()) {
        return new MuslSearch(libraryPath, folders(each.text(file.get())), file.get(), true);
      }
    }
    return new MuslSearch(libraryPath, folders(BUILT_IN), "", interpreter.isPresent());
  }

  private static List<String> folders(String list) {
    return Arrays.stream(list.split("[:\n]")).filter(f -> !f.isEmpty()).toList();
  }

  /** {@code /etc/ld-musl-x86_64.path} of {@code /lib/ld-musl-x86_64.so.1}. */
  private static String pathFile(String interpreter) {
    return LOADER.matcher(interpreter).replaceFirst("$1/etc/$2.path");
  }

  @Override
  public List<Candidate> candidates(String name, Loaded by) {
    if (name.contains("/")) {
      return List.of(new Candidate(name, ""));
    }
    var all = new ArrayList<>(Candidate.in(libraryPath, name, ""));
    by.chain().forEach(at -> all.addAll(Candidate.in(named(at), name, "")));
    all.addAll(Candidate.in(system, name, pathFile));
    return all;
  }

  /** One token that musl does not know makes it forget the whole list. */
  private static List<String> named(Loaded by) {
    var folders = by.elf().dynamic().runpath().isPresent() ? by.runpath() : by.rpath();
    var expanded =
        folders.stream().map(f -> ORIGIN.matcher(f).replaceAll(quoteReplacement(by.origin())));
    return folders.stream().anyMatch(f -> ORIGIN.matcher(f).replaceAll("").contains("$"))
        ? List.of()
        : expanded.toList();
  }

  @Override
  public boolean isInLoader(String name) {
    return loaded && OWN_LIBRARIES.matcher(name).matches();
  }

  @Override
  public boolean knowsSonames() {
    return false;
  }

  @Override
  public boolean checksVersions() {
    return false;
  }

  @Override
  public boolean passesOver(FileFormat found, ElfFile by) {
    return false;
  }
}
