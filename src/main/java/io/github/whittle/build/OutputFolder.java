package io.github.whittle.build;

import io.github.whittle.archive.LayerBlob;
import io.github.whittle.archive.LayerCompression;
import io.github.whittle.config.BaseReference;
import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.layout.LayoutWriter;
import io.github.whittle.layout.LoadableTar;
import io.github.whittle.layout.OciLayout;
import io.github.whittle.ledger.Decision;
import io.github.whittle.ledger.LedgerFile;
import io.github.whittle.registry.Attachment;
import io.github.whittle.report.BuiltImage;
import io.github.whittle.report.BuiltImage.PlatformImage;
import io.github.whittle.tree.FileTree;
import io.github.whittle.user.InvalidInputException;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What a build leaves for the next goal: {@code image/}, {@code image.json}, {@code removed.tsv},
 * {@code sbom.cdx.json}, {@code provenance.json}, {@code digest}, and on request {@code image.tar}.
 *
 * <p>The digest is there only while everything else is complete and belongs to it.
 */
public record OutputFolder(Path folder) {
  static final String LEDGER = "removed.tsv";

  /** Refuses a folder in which something else stands where the image is to be. */
  void check() {
    if (Files.exists(layout()) && !Files.exists(layout().resolve("oci-layout"))) {
      throw new InvalidInputException(
          "<outputDirectory> '%s' has something that Whittle did not make: '%s'; name another folder"
              .formatted(folder, layout()));
    }
  }

  Path layout() {
    return folder.resolve("image");
  }

  private Path digest() {
    return folder.resolve("digest");
  }

  private Path json() {
    return folder.resolve("image.json");
  }

  private Path ledger() {
    return folder.resolve(LEDGER);
  }

  private Path tar() {
    return folder.resolve("image.tar");
  }

  /** The usual place of the originals of stripped files. */
  Path debug() {
    return folder.resolve("debug");
  }

  /** The originals of stripped files in one file, on request. */
  public Path debugArchive() {
    return folder.resolve("debug.tar.gz");
  }

  void writeDebugArchive(FileTree originals, int threads) throws IOException {
    var part = part(debugArchive());
    Files.createDirectories(folder);
    try {
      var compression = LayerCompression.of(LayerCompression.Type.GZIP);
      LayerBlob.write(originals, compression, threads, part, Progress.silent().meter("", 0, 0));
      Files.move(
          part,
          debugArchive(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Puts what was written in the place of what was there; before that, all of it is written. */
  void replace(
      LayoutWriter writer,
      Descriptor root,
      BuiltImage image,
      Map<Platform, List<Decision>> decisions,
      List<Document> documents,
      boolean withTar)
      throws IOException {
    var part = part(tar());
    try {
      var layout = writer.complete(root);
      if (withTar) {
        LoadableTar.write(layout, image.names(), part);
      }
      Files.deleteIfExists(digest());
      Files.deleteIfExists(tar());
      writer.publish();
      if (withTar) {
        Files.move(part, tar(), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(part);
    }
    write(json(), image.toJson());
    write(ledger(), LedgerFile.text(decisions));
    deleteDocuments();
    for (var document : documents) {
      write(folder.resolve(document.name()), document.bytes());
    }
    write(digest(), image.digest() + "\n");
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private void deleteDocuments() throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        if (Document.isNamedSo(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    var part = part(file);
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What the last complete build left. */
  public BuiltImage image() throws IOException {
    checkComplete();
    return BuiltImage.read(json());
  }

  /** The image as others can be named. */
  public BaseReference reference() {
    return BaseReference.parse("oci://" + layout(), folder);
  }

  /** What the last complete build left out, and what it made smaller. */
  public Map<Platform, List<Decision>> decisions() throws IOException {
    checkComplete();
    return LedgerFile.read(ledger());
  }

  /**
   * What the last complete build wrote about its image, for whoever pushes it: the bill of
   * materials of each platform about its manifest, the provenance about every manifest and the
   * index, since tools look at either.
   */
  public List<Attachment> documents() throws IOException {
    var image = image();
    var platforms = image.platforms().stream().map(PlatformImage::platform).toList();
    var attachments = new ArrayList<Attachment>();
    for (var platform : image.platforms()) {
      var bill = folder.resolve(Document.sbom(platform.platform(), platforms));
      Document.bill(platform.digest(), bill).ifPresent(attachments::add);
    }
    var subjects = new LinkedHashSet<Digest>();
    image.platforms().forEach(platform -> subjects.add(platform.digest()));
    subjects.add(image.digest());
    for (var subject : subjects) {
      Document.provenance(subject, folder.resolve(Document.PROVENANCE)).ifPresent(attachments::add);
    }
    return attachments;
  }

  /** The layout of the last complete build. */
  public OciLayout openLayout() throws IOException {
    checkComplete();
    var layout = OciLayout.open(layout());
    var expected = Digest.parse(Files.readString(digest()).trim());
    if (!layout.root().digest().equals(expected)) {
      throw new InvalidInputException(
          "'%s' holds %s, but '%s' says %s; build the image again"
              .formatted(layout(), layout.root().digest(), digest(), expected));
    }
    return layout;
  }

  /** {@code image.tar} of the last complete build; written if it is not there. */
  public Path writeTar() throws IOException {
    var layout = openLayout();
    if (!Files.exists(tar())) {
      var part = part(tar());
      try {
        LoadableTar.write(layout, image().names(), part);
        Files.move(part, tar(), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
    return tar();
  }

  /** Whether a build ended here. */
  public boolean isComplete() {
    return Files.isRegularFile(digest());
  }

  private void checkComplete() {
    if (!isComplete()) {
      throw new InvalidInputException(
          "there is no image in '%s'; run the goal build first, in the same call (mvn package) or before"
              .formatted(folder));
    }
  }
}
