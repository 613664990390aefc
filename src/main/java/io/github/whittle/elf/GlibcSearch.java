package io.github.whittle.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of glibc's loader, and after it the folders of {@code ld.so.conf}, where a library is
 * found as soon as ldconfig lists it.
 *
 * @param libraryPath of {@code LD_LIBRARY_PATH}
 * @param configured of {@code /etc/ld.so.conf}
 * @param defaults the loader's own folders
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
record GlibcSearch(
    List<String> libraryPath,
    LdSoCache cache,
    List<String> configured,
    List<String> defaults,
    Tokens tokens)
    implements LibrarySearch {

  static GlibcSearch of(ElfFile elf, List<ImageFiles> files, List<String> libraryPath)
      throws IOException {
    var cache = LdSoCache.NONE;
    var configured = new ArrayList<String>();
    for (var each : files) {
      cache = cache.with(each.cache().entries());
      configured.addAll(each.configured());
    }
    var defaults = defaults(elf, files.get(files.size() - 1));
    var platform = ElfMachine.of(elf.header()).flatMap(ElfMachine::platform);
    var tokens = new Tokens(SystemFolders.lib(defaults), platform);
    return new GlibcSearch(libraryPath, cache, configured, defaults, tokens);
  }

  private static List<String> defaults(ElfFile elf, ImageFiles files) throws IOException {
    var loader = elf.interpreter().flatMap(files::find);
    var folders = loader.isPresent() ? files.systemFolders(loader.get()) : List.<String>of();
    return folders.isEmpty()
        ? SystemFolders.usual(ElfMachine.of(elf.header()).map(ElfMachine::tuple).orElse(""))
        : folders;
  }

  @Override
  public List<Candidate> candidates(String name, Loaded by) {
    if (name.contains("/")) {
      return tokens.expand(name, by.origin()).map(p -> new Candidate(p, "")).stream().toList();
    }
    var all = new ArrayList<>(Candidate.in(named(by), name, ""));
    boolean ownFolders = !by.elf().dynamic().has(DynamicSection.DF_1_NODEFLIB);
    cache.paths(name).stream()
        .filter(path -> ownFolders || !isOwn(path))
        .forEach(path -> all.add(new Candidate(path, isOwn(path) ? "" : LdSoCache.FILE)));
    if (ownFolders) {
      all.addAll(Candidate.in(defaults, name, ""));
    }
    all.addAll(Candidate.in(configured, name, LdSoConf.FILE));
    return all;
  }

  /** Whether the loader finds the file without the cache. */
  private boolean isOwn(String path) {
    return defaults.contains(path.substring(0, Math.max(path.lastIndexOf('/'), 0)));
  }

  /** The folders that the files and the environment name. */
  private List<String> named(Loaded by) {
    var folders = new ArrayList<String>();
    var chain = by.chain();
    if (by.elf().dynamic().runpath().isEmpty()) {
      chain.forEach(at -> folders.addAll(tokens.expand(at.rpath(), at.origin())));
    }
    folders.addAll(tokens.expand(libraryPath, chain.get(chain.size() - 1).origin()));
    folders.addAll(tokens.expand(by.runpath(), by.origin()));
    return folders;
  }

  @Override
  public boolean isInLoader(String name) {
    return false; // glibc's loader is a library of its own name, and found by it.
  }

  @Override
  public boolean knowsSonames() {
    return true;
  }

  @Override
  public boolean checksVersions() {
    return true;
  }

  @Override
  public boolean passesOver(FileFormat found, ElfFile by) {
    return found instanceof FileFormat.Elf elf && !elf.file().header().isLike(by.header());
  }
}
