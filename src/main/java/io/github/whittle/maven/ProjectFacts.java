package io.github.whittle.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.maven.model.License;
import org.apache.maven.project.MavenProject;

/**
 * What a pom says of its project, by the names that image annotations have.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md#pre-defined-annotation-keys">OCI,
 *     pre-defined annotation keys</a>
 */
public final class ProjectFacts {
  private static final String PREFIX = "org.opencontainers.image.";

  private ProjectFacts() {}

  /**
   * Only what the project's own poms say: a parent from elsewhere speaks of itself.
   *
   * @param repository poms below it are of others
   */
  public static Map<String, String> of(MavenProject project, Path repository) {
    var model = project.getModel();
    var facts = new TreeMap<String, String>();
    put("title", project.getName(), facts);
    if (isOwn(model.getLocation("description"), repository)) {
      put("description", project.getDescription(), facts);
    }
    put("version", project.getVersion(), facts);
    if (isOwn(model.getLocation("url"), repository)) {
      put("url", address(project.getUrl()), facts);
    }
    if (project.getScm() != null && isOwn(project.getScm().getLocation("url"), repository)) {
      put("source", address(project.getScm().getUrl()), facts);
    }
    if (project.getOrganization() != null
        && isOwn(project.getOrganization().getLocation("name"), repository)) {
      put("vendor", project.getOrganization().getName(), facts);
    }
    // Of several licenses of a pom, users choose one.
    put("licenses", String.join(" OR ", licenses(project, repository)), facts);
    return facts;
  }

  /** The names of the project's licences, as {@link #of}. */
  public static List<String> licenses(MavenProject project, Path repository) {
    return project.getLicenses().stream()
        .filter(license -> isOwn(license.getLocation("name"), repository))
        .map(License::getName)
        .filter(Objects::nonNull)
        .toList();
  }

  /** What Maven does not tell the place of, somebody set in this build. */
  private static boolean isOwn(Object location, Path repository) {
    return Location.of(location)
        .filter(found -> !found.modelId().isEmpty())
        .map(found -> Path.of(found.file()))
        .map(file -> file.isAbsolute() && !file.startsWith(repository))
        .orElse(true);
  }

  /**
   * Without user and password, which everyone who pulls the image would read; a password may have
   * an {@code @} in it. The user {@code git} alone, of ssh, is no secret.
   */
  private static String address(String url) {
    return url == null ? null : url.replaceFirst("(?<=://)(?!git@[^/@]*(?:/|$))[^/]*@", "");
  }

  /** On one line: poms break theirs. */
  private static void put(String name, String value, Map<String, String> facts) {
    var line = value == null ? "" : value.strip().replaceAll("\\s+", " ");
    if (!line.isEmpty()) {
      facts.put(PREFIX + name, line);
    }
  }
}
