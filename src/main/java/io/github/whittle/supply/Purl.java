package io.github.whittle.supply;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import io.github.whittle.config.Coordinates;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Package URLs: one name of a package for all tools.
 *
 * @see <a href="https://github.com/package-url/purl-spec">purl specification</a>
 */
final class Purl {
  private Purl() {}

  static Optional<String> of(String type, String namespace, String name, String version) {
    return of(type, namespace, name, version, Map.of());
  }

  /** Nothing where the parts make none; an empty part is one that is not there. */
  static Optional<String> of(
      String type, String namespace, String name, String version, Map<String, String> qualifiers) {
    var given = new TreeMap<>(qualifiers);
    given.values().removeIf(String::isEmpty);
    try {
      return Optional.of(
          new PackageURL(type, orNull(namespace), name, orNull(version), given, null)
              .canonicalize());
    } catch (MalformedPackageURLException e) {
      return Optional.empty();
    }
  }

  static Optional<String> of(Coordinates file) {
    return of(
        "maven",
        file.groupId(),
        file.artifactId(),
        file.version(),
        Map.of(
            "type",
            file.extension().equals("jar") ? "" : file.extension(),
            "classifier",
            file.classifier()));
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
