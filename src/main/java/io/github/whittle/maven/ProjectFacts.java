package io.github.whittle.maven;

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

  public static Map<String, String> of(MavenProject project) {
    var facts = new TreeMap<String, String>();
    put("title", project.getName(), facts);
    put("description", project.getDescription(), facts);
    put("version", project.getVersion(), facts);
    put("url", address(project.getUrl()), facts);
    if (project.getScm() != null) {
      put("source", address(project.getScm().getUrl()), facts);
    }
    if (project.getOrganization() != null) {
      put("vendor", project.getOrganization().getName(), facts);
    }
    // Of several licenses of a pom, users choose one.
    put("licenses", String.join(" OR ", licenses(project)), facts);
    return facts;
  }

  /** The names of the project's licences. */
  public static List<String> licenses(MavenProject project) {
    return project.getLicenses().stream().map(License::getName).filter(Objects::nonNull).toList();
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
