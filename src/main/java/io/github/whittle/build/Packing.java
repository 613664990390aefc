package io.github.whittle.build;

import io.github.whittle.archive.WorkFolder;
import io.github.whittle.config.ContentItem;
import io.github.whittle.elf.FileFormat;
import io.github.whittle.ledger.Ledger;
import io.github.whittle.report.ByteCount;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.Entry.RegularFile;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packs programs by upx: smaller files that unpack themselves into memory at every start.
 *
 * <p>After everything else, since nobody sees any more what a packed program needs.
 */
final class Packing {
  private static final String REASON = "packed by upx";

  private final Upx upx;
  private final WorkFolder work;
  private final Ledger ledger;
  private final Progress progress;

  Packing(Upx upx, WorkFolder work, Ledger ledger, Progress progress) {
    this.upx = upx;
    this.work = work;
    this.ledger = ledger;
    this.progress = progress;
  }

  /** Packs the programs among {@code paths}; other files stay, and the ledger says so. */
  void pack(Rootfs rootfs, Map<TreePath, ContentItem> paths) throws IOException {
    var packed = new TreeMap<TreePath, Entry>();
    for (var each : paths.entrySet()) {
      try {
        pack(rootfs, each.getKey(), packed);
      } catch (InvalidInputException e) {
        throw each.getValue().where().refuse(e.getMessage());
      }
    }
    rootfs.replace(packed);
  }

  private void pack(Rootfs rootfs, TreePath path, Map<TreePath, Entry> packed) throws IOException {
    if (rootfs.whole().entry(path).orElse(null) instanceof RegularFile file) {
      var format = FileFormat.of(path.value(), file.content());
      if (format instanceof FileFormat.Elf && format.isProgram()) {
        pack(path, file, packed);
      } else {
        ledger.kept(path.value(), "<pack>", "not packed: it is no ELF program");
      }
    }
  }

  private void pack(TreePath path, RegularFile file, Map<TreePath, Entry> packed)
      throws IOException {
    var folder = work.newFolder();
    var original = folder.resolve("original");
    var smaller = folder.resolve("packed");
    try (var in = file.content().open()) {
      Files.copy(in, original);
    }
    var refusal = upx.pack(path.value(), original, smaller);
    if (refusal.isPresent()) {
      keep(path, refusal.get());
      return;
    }
    long milliseconds = upx.test(path.value(), smaller);
    long before = file.content().size();
    long after = Files.size(smaller);
    if (after >= before) {
      keep(path, "it would be larger");
      return;
    }
    packed.put(path, new RegularFile(file.attributes(), Content.of(smaller)));
    ledger.reduced(path.value(), before - after, "<pack>", REASON);
    progress.info(
        "%s: packed by upx, %s -> %s; every start unpacks it, which took %s ms here, into memory that no two processes share"
            .formatted(path, ByteCount.of(before), ByteCount.of(after), milliseconds));
  }

  private void keep(TreePath path, String reason) {
    ledger.kept(path.value(), "<pack>", "not packed: " + reason);
    progress.warn("%s is not packed: %s".formatted(path, reason));
  }
}
