package io.github.whittle.supply;

import io.github.whittle.base.BaseImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.content.RuntimeTree;
import io.github.whittle.image.Digest;
import io.github.whittle.image.ImageReference;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All that is known of an image of one platform, for its documents. */
public final class Stock {
  /** By which registries know a bill of materials. */
  public static final String BILL_TYPE = BillOfMaterials.TYPE;

  private final Subject subject;
  private final Knowledge knowledge;
  private final Inventory inventory;

  private Stock(Subject subject, Knowledge knowledge, Inventory inventory) {
    this.subject = subject;
    this.knowledge = knowledge;
    this.inventory = inventory;
  }

  public static Stock of(Subject subject, Knowledge knowledge, FilesOfImage files)
      throws IOException {
    return new Stock(subject, knowledge, Stocktaking.of(subject, knowledge, files));
  }

  /**
   * The bill of materials as CycloneDX 1.6.
   *
   * @param name of the image, for people
   * @param time of the build, if the user set one
   */
  public byte[] bill(String name, Optional<Instant> time) {
    return BillOfMaterials.write(subject, inventory, name, knowledge.workshop().version(), time);
  }

  /** Tells what went in, and what was done with it. */
  public void tell(Provenance provenance) {
    knowledge.images().values().forEach(image -> tell(image, provenance));
    inventory.parts().forEach(part -> tell(part, provenance));
    new Steps(subject, provenance).tell();
  }

  private void tell(BaseImage image, Provenance provenance) {
    provenance
        .material(
            name(image.reference()), purl(image).orElse(""), Map.of("sha256", image.pin().hex()))
        .withObject("/annotations")
        .put(subject.platform().toString(), image.manifest().digest().toString());
  }

  private static String name(BaseReference reference) {
    return reference.inHistory().replaceFirst("@.*", "");
  }

  private static Optional<String> purl(BaseImage image) {
    return image.reference() instanceof BaseReference.InRegistry registry
        ? purl(registry.image(), image.pin())
        : Optional.empty();
  }

  private static Optional<String> purl(ImageReference image, Digest pin) {
    var repository = image.withoutTag().toString();
    var name = repository.substring(repository.lastIndexOf('/') + 1);
    return Purl.of(
        "oci",
        "",
        name,
        pin.toString(),
        Map.of("repository_url", repository, "tag", image.tag().orElse("")));
  }

  /** Files of Maven repositories, and the JDK that a runtime was linked of. */
  private static void tell(Part part, Provenance provenance) {
    var digests = new TreeMap<String, String>();
    if (part.identity().purl().isPresent()) {
      part.hashes()
          .forEach((name, hex) -> digests.put(name.equals(Part.SHA_1) ? "sha1" : "sha256", hex));
    }
    boolean isJdk =
        part.kind() == Part.Kind.PLATFORM
            && part.findings().places().equals(Set.of(RuntimeTree.HOME.value()));
    if (!digests.isEmpty() || isJdk) {
      provenance.material("", part.identity().purl().orElse(""), digests);
    }
  }
}
