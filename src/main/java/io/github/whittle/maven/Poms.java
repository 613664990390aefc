package io.github.whittle.maven;

import io.github.whittle.config.Place;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.maven.project.MavenProject;

/** The poms that a project is merged of, under the names that its user would call them. */
final class Poms {
  private final Path folder;
  private final Path localRepository;
  private final List<String> lineage = new ArrayList<>();

  /**
   * @param localRepository poms below it are called by their coordinates
   */
  Poms(MavenProject project, Path localRepository) {
    this.folder = project.getBasedir() == null ? Path.of("") : project.getBasedir().toPath();
    this.localRepository = localRepository;
    for (var p = project; p != null; p = p.getParent()) {
      lineage.add("%s:%s:%s".formatted(p.getGroupId(), p.getArtifactId(), p.getVersion()));
    }
  }

  /** Where the project's own pom begins. */
  Place top() {
    return new Place("pom.xml", 0, 0, 0);
  }

  /** The place as the user would call it. */
  Place place(Location location, int rank) {
    return new Place(name(location), location.line(), location.column(), rank);
  }

  private String name(Location location) {
    if (location.file().isEmpty()) {
      return location.modelId().isEmpty() ? "pom.xml" : location.modelId() + "/pom.xml";
    }
    var file = Path.of(location.file());
    if (file.startsWith(localRepository) || !file.isAbsolute()) {
      return location.modelId() + "/pom.xml";
    }
    var from = folder.toAbsolutePath();
    // On Windows, another drive has no relative path.
    var shown = Objects.equals(from.getRoot(), file.getRoot()) ? from.relativize(file) : file;
    return shown.toString().replace(File.separatorChar, '/');
  }

  /** How far above the project a pom is: 0 for its own. */
  int depth(Location location) {
    int known = lineage.indexOf(location.modelId());
    if (known >= 0) {
      return known;
    }
    // A version that is an expression is not in the model's id as Maven read it.
    var name = name(location);
    if (name.equals("pom.xml")) {
      return 0;
    }
    if (!lineage.contains(name)) {
      lineage.add(name);
    }
    return lineage.indexOf(name);
  }
}
