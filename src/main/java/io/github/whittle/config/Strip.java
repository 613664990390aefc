package io.github.whittle.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code <strip>}: what goes that nobody needs who only runs the image.
 *
 * @param classes what goes out of the project's own class files
 * @param keepDebug where the originals of stripped files are kept for debuggers
 * @param attachDebug whether those are attached to the Maven project
 */
public record Strip(
    @Default("all") Binaries binaries,
    @Default("debug") ClassStrip classes,
    @Default("false") KeepDebug keepDebug,
    @Default("false") boolean attachDebug) {
  /** What goes out of ELF files. */
  public enum Binaries {
    /** Debug data, the symbols that no loader reads, and compilers' comments. */
    ALL,
    /** Only debug data. */
    DEBUG,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether anybody wants the originals. */
  public boolean keepsOriginals() {
    return keepDebug.isOn() || attachDebug;
  }

  /**
   * The folder for the originals; nothing where they are not kept.
   *
   * @param otherwise where the user names none
   */
  public Optional<Path> debugFolder(Path otherwise) {
    return keepDebug.isOn() ? Optional.of(keepDebug.folder().orElse(otherwise)) : Optional.empty();
  }

  /** What an item has gone. */
  public Binaries binariesOf(ContentItem item) {
    return item.strip().flatMap(ItemStrip::binaries).orElse(binaries);
  }
}
