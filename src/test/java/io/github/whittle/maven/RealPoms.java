package io.github.whittle.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingResult;
import org.apache.maven.project.MavenProject;

/** Projects from poms on disk, merged by Maven's own model builder. */
final class RealPoms {
  static final String KEY = "io.github.whittle:whittle-maven-plugin";
  private static final String COORDINATES =
      "<modelVersion>4.0.0</modelVersion><groupId>g</groupId>%s<version>1</version>"
          + "<packaging>pom</packaging>";

  private final Path folder;

  RealPoms(Path folder) {
    this.folder = folder;
  }

  /** A pom without a parent; its first line is the project's own tag, {@code body} starts at 2. */
  void pom(String path, String body) {
    write(path, "parent", "", body);
  }

  /** A pom whose parent is the one at {@code parent}, relative to its own folder. */
  void child(String path, String parent, String body) {
    write(
        path,
        "child",
        "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version>"
            + "<relativePath>%s</relativePath></parent>".formatted(parent),
        body);
  }

  void write(String path, String artifactId, String parent, String body) {
    var head = COORDINATES.formatted("<artifactId>%s</artifactId>".formatted(artifactId));
    try {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.writeString(
          folder.resolve(path), "<project>" + head + parent + "\n" + body + "\n</project>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MavenProject project(String path, String... profiles) {
    var file = folder.resolve(path).toFile();
    var request = new DefaultModelBuildingRequest();
    request.setPomFile(file);
    request.setLocationTracking(true);
    request.setProcessPlugins(true);
    request.setSystemProperties(new Properties());
    request.setActiveProfileIds(List.of(profiles));
    try {
      var result = new DefaultModelBuilderFactory().newInstance().build(request);
      return project(result, 0, file);
    } catch (ModelBuildingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MavenProject project(ModelBuildingResult result, int index, java.io.File file) {
    var id = result.getModelIds().get(index);
    Model model = index == 0 ? result.getEffectiveModel() : result.getRawModel(id);
    var project = new MavenProject(model);
    project.setFile(file);
    project.setActiveProfiles(result.getActivePomProfiles(id));
    if (index + 1 < result.getModelIds().size() && !result.getModelIds().get(index + 1).isEmpty()) {
      var parent = result.getRawModel(result.getModelIds().get(index + 1)).getPomFile();
      project.setParent(project(result, index + 1, parent));
    }
    return project;
  }

  /** Reads the plugin as the poms configure it. */
  static PluginDom dom(MavenProject project) {
    return PluginDom.of(project, KEY, new Poms(project, Path.of("/no/repository")));
  }

  /** {@code <build>} with our plugin on line 2 of the pom, {@code inside} from line 3 on. */
  static String plugin(String inside) {
    return "<build><plugins>" + ours(inside) + "</plugins></build>";
  }

  static String managed(String inside) {
    return "<build><pluginManagement><plugins>"
        + ours(inside)
        + "</plugins></pluginManagement></build>";
  }

  static String ours(String inside) {
    return "<plugin><groupId>io.github.whittle</groupId>"
        + "<artifactId>whittle-maven-plugin</artifactId><version>1</version>\n"
        + inside
        + "\n</plugin>";
  }
}
