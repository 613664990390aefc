package io.github.whittle.maven;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What a project says to Maven's plugin for jars, or for wars, about the one that it makes by the
 * lifecycle.
 *
 * @param type {@code jar} or {@code war}
 */
record PackingPlugin(MavenProject project, String type) {
  /** The text of a tag by those around it; nothing for an expression that stands for nothing. */
  Optional<String> text(String... path) {
    return Optional.ofNullable(
            project.getPlugin("org.apache.maven.plugins:maven-%s-plugin".formatted(type)))
        .map(this::container)
        .map(ConfigurationContainer::getConfiguration)
        .map(Xpp3Dom.class::cast)
        .flatMap(dom -> text(dom, path))
        .map(String::strip)
        .filter(text -> !text.isEmpty() && !text.contains("${"));
  }

  /** The model has what is said to all executions in each of them. */
  private ConfigurationContainer container(Plugin plugin) {
    var execution = plugin.getExecutionsAsMap().get("default-" + type);
    return execution == null || execution.getConfiguration() == null ? plugin : execution;
  }

  private static Optional<String> text(Xpp3Dom dom, String... path) {
    return Stream.of(path)
        .reduce(
            Optional.of(dom),
            (found, name) -> found.map(node -> node.getChild(name)),
            (first, second) -> second)
        .map(Xpp3Dom::getValue);
  }
}
