package io.github.whittle.layout;

import io.github.whittle.image.Descriptor;
import io.github.whittle.image.Digest;
import io.github.whittle.image.Json;
import io.github.whittle.tree.Content;
import io.github.whittle.user.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An OCI layout, as folder or tar.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">OCI image
 *     layout</a>
 */
record OciFiles(NamedFiles files, Descriptor root) implements ImageFiles {
  static final String INDEX = "index.json";

  /** One image may have several names, each with a line of its own in the index. */
  static OciFiles read(NamedFiles files, Path where) throws IOException {
    var json = Json.read(files.json(INDEX, where), "index.json in '%s'".formatted(where));
    Map<Digest, Descriptor> roots = new LinkedHashMap<>();
    json.path("manifests")
        .forEach(
            node -> {
              var root = Descriptor.from(node);
              roots.putIfAbsent(root.digest(), root);
            });
    if (roots.size() != 1) {
      throw new InvalidInputException(
          "'%s' holds %s images%s; it must hold one".formatted(where, roots.size(), names(roots)));
    }
    return new OciFiles(files, roots.values().iterator().next());
  }

  private static String names(Map<Digest, Descriptor> roots) {
    return roots.values().stream()
        .map(root -> root.annotations().getOrDefault("org.opencontainers.image.ref.name", ""))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(", ", " (", ")"))
        .replace(" ()", "");
  }

  @Override
  public Optional<Content> blob(Digest digest) throws IOException {
    return files.file("blobs/sha256/" + digest.hex());
  }
}
