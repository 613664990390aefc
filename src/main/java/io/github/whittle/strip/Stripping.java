package io.github.whittle.strip;

import io.github.whittle.config.Strip.Binaries;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.report.ByteCount;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Takes out of the ELF files of a tree what no loader reads. Paths, attributes and everything else
 * stay.
 */
public final class Stripping {
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final byte[] ARCHIVE = {'!', '<', 'a', 'r', 'c', 'h', '>', '\n'};

  /** A signature over the bytes of the file, which the kernel may check. */
  private static final String SIGNATURE = "security.ima";

  private final Ledger ledger;
  private final Optional<DebugFiles> originals;
  private int files;
  private long before;
  private long after;

  /**
   * @param ledger is told of every file that is smaller, or could not be
   * @param originals where those of stripped files go
   */
  public Stripping(Ledger ledger, Optional<DebugFiles> originals) {
    this.ledger = ledger;
    this.originals = originals;
  }

  /** What was done, for people; nothing where no file is smaller. */
  public Optional<String> summary() {
    return files == 0
        ? Optional.empty()
        : Optional.of(
            "stripped %s: %s -> %s"
                .formatted(
                    files == 1 ? "1 file" : files + " files",
                    ByteCount.of(before),
                    ByteCount.of(after)));
  }

  /**
   * The tree with its ELF files stripped; never a larger file.
   *
   * @param from where the tree is from, for the ledger
   * @param place where a path of the tree will lie in the image
   */
  public FileTree strip(FileTree tree, Binaries mode, String from, UnaryOperator<TreePath> place)
      throws IOException {
    if (mode == Binaries.NONE) {
      return tree;
    }
    var changed = new TreeMap<TreePath, Entry>();
    for (var e : tree.entries().entrySet()) {
      if (e.getValue() instanceof RegularFile file) {
        var path = place.apply(e.getKey());
        stripped(path, file, mode, from)
            .ifPresent(
                content -> changed.put(e.getKey(), new RegularFile(file.attributes(), content)));
      }
    }
    return changed.isEmpty() ? tree : tree.map((path, entry) -> changed.getOrDefault(path, entry));
  }

  private Optional<Content> stripped(TreePath path, RegularFile file, Binaries mode, String from)
      throws IOException {
    var outcome = outcome(path, file, mode);
    if (outcome.isEmpty()) {
      return Optional.empty();
    }
    if (outcome.get() instanceof Outcome.Smaller smaller) {
      count(file.content().size(), smaller.content().size());
      ledger.reduced(
          path.value(),
          file.content().size() - smaller.content().size(),
          from,
          "stripped (%s)".formatted(mode));
      return Optional.of(smaller.content());
    }
    ledger.kept(path.value(), from, "not stripped: " + ((Outcome.Same) outcome.get()).reason());
    return Optional.empty();
  }

  private void count(long size, long left) {
    files++;
    before += size;
    after += left;
  }

  /** Nothing for what is no ELF file. */
  private Optional<Outcome> outcome(TreePath path, RegularFile file, Binaries mode)
      throws IOException {
    var start = start(file.content());
    if (Arrays.equals(start, ARCHIVE)) {
      return Optional.of(new Outcome.Same("an archive for linkers"));
    }
    if (start.length < ELF.length || !Arrays.equals(ELF, Arrays.copyOf(start, ELF.length))) {
      return Optional.empty();
    }
    if (file.attributes().xattrs().containsKey(SIGNATURE)) {
      return Optional.of(new Outcome.Same("its bytes are signed (%s)".formatted(SIGNATURE)));
    }
    return Optional.of(
        ElfStrip.strip(
            path.value(),
            file.content(),
            mode,
            layout ->
                originals.isPresent()
                    ? originals.get().keep(path, file.content(), layout)
                    : Optional.empty()));
  }

  private static byte[] start(Content content) throws IOException {
    try (var in = content.open()) {
      return in.readNBytes(ARCHIVE.length);
    }
  }
}
