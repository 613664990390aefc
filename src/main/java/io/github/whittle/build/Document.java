package io.github.whittle.build;

import io.github.whittle.image.Digest;
import io.github.whittle.image.Platform;
import io.github.whittle.registry.Attachment;
import io.github.whittle.supply.Provenance;
import io.github.whittle.supply.Stock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something written about an image, for the output folder.
 *
 * @param name of its file
 */
record Document(String name, byte[] bytes) {
  static final String PROVENANCE = "provenance.json";
  private static final String SBOM = "sbom";
  private static final String SUFFIX = ".cdx.json";

  /** The name of the bill of materials of one of all platforms. */
  static String sbom(Platform platform, List<Platform> all) {
    return all.size() == 1
        ? SBOM + SUFFIX
        : SBOM + "-" + platform.toString().replace('/', '-') + SUFFIX;
  }

  /** To be attached to a manifest; nothing if the file is not there. */
  static Optional<Attachment> bill(Digest subject, Path file) {
    return attachment(subject, Stock.BILL_TYPE, file, Map.of());
  }

  /** To be attached to a manifest; nothing if the file is not there. */
  static Optional<Attachment> provenance(Digest subject, Path file) {
    var about = Map.of("in-toto.io/predicate-type", Provenance.PREDICATE_TYPE);
    return attachment(subject, Provenance.MEDIA_TYPE, file, about);
  }

  private static Optional<Attachment> attachment(
      Digest subject, String type, Path file, Map<String, String> annotations) {
    return Files.isRegularFile(file)
        ? Optional.of(new Attachment(subject, type, type, file, annotations))
        : Optional.empty();
  }

  /** Whether a file of an output folder is such a document. */
  static boolean isNamedSo(String name) {
    return name.equals(PROVENANCE) || name.startsWith(SBOM) && name.endsWith(SUFFIX);
  }
}
