package io.github.whittle.maven;

import io.github.whittle.config.Node;
import io.github.whittle.config.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What the poms say of one plugin.
 *
 * <p>Read from the project and not from the {@code MojoExecution}, whose configuration Maven has
 * cut down to the names that the goal declares.
 */
final class PluginDom {
  private final Optional<Plugin> plugin;
  private final Poms poms;
  private final Optional<Ranks> ranks;

  private PluginDom(Optional<Plugin> plugin, Poms poms, Optional<Ranks> ranks) {
    this.plugin = plugin;
    this.poms = poms;
    this.ranks = ranks;
  }

  /**
   * @param key {@code groupId:artifactId} of the plugin
   */
  static PluginDom of(MavenProject project, String key, Poms poms) {
    var plugin =
        Stream.of(project.getBuild(), project.getPluginManagement())
            .filter(container -> container != null)
            .flatMap(container -> Stream.ofNullable(container.getPluginsAsMap().get(key)))
            .findFirst();
    return new PluginDom(plugin, poms, plugin.map(p -> new Ranks(project, p, poms)));
  }

  /** The executions, in Maven's order. */
  Stream<PluginExecution> executions() {
    return plugin.stream().flatMap(p -> p.getExecutions().stream());
  }

  /** What an execution is configured with; of an id that no pom has, what the plugin is. */
  Node configuration(String executionId) {
    return plugin
        .flatMap(
            p ->
                Optional.<ConfigurationContainer>ofNullable(p.getExecutionsAsMap().get(executionId))
                    .or(() -> plugin))
        .map(this::configuration)
        .orElseGet(() -> Node.empty("configuration", poms.top()));
  }

  private Node configuration(ConfigurationContainer container) {
    return container.getConfiguration() == null
        ? Node.empty("configuration", place(container.getLocation(""), poms.top()))
        : node((Xpp3Dom) container.getConfiguration(), poms.top());
  }

  /**
   * @param around the place of the element around it, for what an extension made of nothing
   */
  private Place place(Object location, Place around) {
    return Location.of(location)
        .map(l -> poms.place(l, ranks.map(r -> r.of(l)).orElse(0)))
        .orElse(around);
  }

  private Node node(Xpp3Dom dom, Place around) {
    var attributes = new HashMap<String, String>();
    for (var name : dom.getAttributeNames()) {
      attributes.put(name, dom.getAttribute(name));
    }
    var place = place(dom.getInputLocation(), around);
    return new Node(
        dom.getName(),
        dom.getValue() == null ? "" : dom.getValue(),
        attributes,
        Arrays.stream(dom.getChildren()).map(child -> node(child, place)).toList(),
        place);
  }
}
