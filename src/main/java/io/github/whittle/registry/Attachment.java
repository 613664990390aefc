package io.github.whittle.registry;

import io.github.whittle.image.Digest;
import java.nio.file.Path;
import java.util.Map;

/**
 * A document that travels with an image, as a referrer of one of its manifests.
 *
 * @param subject the manifest or index that it is about
 * @param artifactType what kind of document it is, as a media type
 * @param mediaType of the file
 */
public record Attachment(
    Digest subject,
    String artifactType,
    String mediaType,
    Path file,
    Map<String, String> annotations) {
  public Attachment {
    annotations = Map.copyOf(annotations);
  }
}
