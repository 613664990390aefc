package io.github.whittle.registry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import io.github.whittle.image.Manifest;
import java.nio.charset.StandardCharsets;

/** A manifest that Jib sends as its bytes are, whatever is in it. */
final class RawManifest implements ManifestTemplate {
  private final String json;
  private final String mediaType;

  RawManifest(Manifest manifest) {
    json = new String(manifest.bytes(), StandardCharsets.UTF_8);
    mediaType = manifest.mediaType();
  }

  @Override
  public int getSchemaVersion() {
    return 2;
  }

  @Override
  public String getManifestMediaType() {
    return mediaType;
  }

  @JsonValue
  @JsonRawValue
  String json() {
    return json;
  }
}
