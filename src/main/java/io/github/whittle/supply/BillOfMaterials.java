package io.github.whittle.supply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whittle.image.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Evidence;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.component.evidence.Occurrence;
import org.cyclonedx.model.metadata.ToolInformation;

/**
 * An inventory as CycloneDX 1.6, in JSON. Its bytes depend on nothing but the image and what is
 * said here: the serial number is made of the image's digest and our version.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
final class BillOfMaterials {
  /** By which registries know it. */
  static final String TYPE = "application/vnd.cyclonedx+json";

  private static final String PREFIX = "whittle:";

  private final Subject subject;
  private final Inventory inventory;
  private final LicenseNames licenses = new LicenseNames();
  private final Bom bom = new Bom();

  private BillOfMaterials(Subject subject, Inventory inventory) {
    this.subject = subject;
    this.inventory = inventory;
  }

  /**
   * Writes the document.
   *
   * @param name of the image, for people
   * @param whittle the version of this plugin
   * @param time of the build, if the user set one
   */
  static byte[] write(
      Subject subject, Inventory inventory, String name, String whittle, Optional<Instant> time) {
    return new BillOfMaterials(subject, inventory).json(name, whittle, time);
  }

  private byte[] json(String name, String whittle, Optional<Instant> time) {
    var image = image(name);
    bom.setSerialNumber("urn:uuid:" + uuid(whittle));
    bom.setMetadata(metadata(image, whittle, time));
    inventory.parts().forEach(part -> bom.addComponent(component(part)));
    var all = new Dependency(image.getBomRef());
    inventory.parts().forEach(part -> all.addDependency(new Dependency(part.ref())));
    bom.addDependency(all);
    inventory.parts().stream()
        .filter(part -> !part.findings().needs().isEmpty())
        .map(BillOfMaterials::dependency)
        .forEach(bom::addDependency);
    var json = document();
    time.ifPresent(moment -> json.withObject("/metadata").put("timestamp", text(moment)));
    return Json.writePretty(json).getBytes(StandardCharsets.UTF_8);
  }

  /** The library would write it with the digits, and in the calendar, of the user's language. */
  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private ObjectNode document() {
    try {
      var json = BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString(false);
      return Json.read(json.getBytes(StandardCharsets.UTF_8), "the bill of materials");
    } catch (GeneratorException e) {
      throw new IllegalStateException("what is made of parts can always be written", e);
    }
  }

  private UUID uuid(String whittle) {
    var text = subject.manifest() + " " + whittle;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private Component image(String name) {
    var image = new Component();
    image.setType(Component.Type.CONTAINER);
    image.setBomRef(subject.manifest().toString());
    image.setName(name);
    image.setVersion(subject.manifest().toString());
    Purl.of(
            "oci",
            "",
            name,
            subject.manifest().toString(),
            Map.of("arch", subject.platform().architecture()))
        .ifPresent(image::setPurl);
    image.addHash(new Hash(Hash.Algorithm.SHA_256, subject.manifest().hex()));
    image.addProperty(property("platform", subject.platform().toString()));
    inventory.notes().forEach((note, value) -> image.addProperty(property(note, value)));
    inventory.gone().forEach(ref -> image.addProperty(property("removed:package", ref)));
    return image;
  }

  private static Metadata metadata(Component image, String whittle, Optional<Instant> time) {
    var metadata = new Metadata();
    metadata.setTimestamp(time.map(Date::from).orElse(null));
    var tool = new Component();
    tool.setType(Component.Type.APPLICATION);
    tool.setGroup("io.github.whittle");
    tool.setName("whittle-maven-plugin");
    tool.setVersion(whittle);
    var tools = new ToolInformation();
    tools.setComponents(List.of(tool));
    metadata.setToolChoice(tools);
    metadata.setComponent(image);
    return metadata;
  }

  private Component component(Part part) {
    var component = new Component();
    component.setType(type(part.kind()));
    component.setBomRef(part.ref());
    name(component, part.identity());
    if (part.kind() == Part.Kind.PLATFORM && !part.identity().group().isEmpty()) {
      component.setSupplier(supplier(part.identity().group()));
    }
    part.hashes().forEach((name, hex) -> component.addHash(new Hash(algorithm(name), hex)));
    licenses.of(part.licenses()).ifPresent(component::setLicenses);
    if (!part.findings().places().isEmpty()) {
      component.setEvidence(evidence(part.findings()));
    }
    part.findings()
        .notes()
        .forEach(
            (note, values) ->
                values.forEach(value -> component.addProperty(property(note, value))));
    return component;
  }

  private static void name(Component component, Identity identity) {
    component.setGroup(orNull(identity.group()));
    component.setName(identity.name());
    component.setVersion(orNull(identity.version()));
    identity.purl().ifPresent(component::setPurl);
  }

  private static OrganizationalEntity supplier(String name) {
    var supplier = new OrganizationalEntity();
    supplier.setName(name);
    return supplier;
  }

  private static Component.Type type(Part.Kind kind) {
    return switch (kind) {
      case OPERATING_SYSTEM -> Component.Type.OPERATING_SYSTEM;
      case PLATFORM -> Component.Type.PLATFORM;
      case APPLICATION -> Component.Type.APPLICATION;
      case LIBRARY -> Component.Type.LIBRARY;
      case FILE -> Component.Type.FILE;
    };
  }

  private static Hash.Algorithm algorithm(String name) {
    return name.equals(Part.SHA_1) ? Hash.Algorithm.SHA1 : Hash.Algorithm.SHA_256;
  }

  private static Evidence evidence(Findings findings) {
    var evidence = new Evidence();
    for (var place : findings.places()) {
      var occurrence = new Occurrence();
      occurrence.setLocation(place);
      evidence.addOccurrence(occurrence);
    }
    return evidence;
  }

  private static Property property(String name, String value) {
    return new Property(PREFIX + name, value);
  }

  private static Dependency dependency(Part part) {
    var dependency = new Dependency(part.ref());
    part.findings().needs().forEach(ref -> dependency.addDependency(new Dependency(ref)));
    return dependency;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
