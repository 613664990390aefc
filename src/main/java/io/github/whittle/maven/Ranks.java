package io.github.whittle.maven;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Tells from where an element was read which of the merged {@code <configuration>} elements it is
 * of, and how that one stands to the others: an execution's beats the plugin's, {@code <plugins>}
 * beats {@code <pluginManagement>}, a child beats its parent, a profile beats its pom.
 */
final class Ranks {
  private final Poms poms;
  private final Set<Location> ofPlugin;
  private final Set<Location> ofManagement;
  private final Set<Location> ofProfiles = new HashSet<>();

  Ranks(MavenProject project, Plugin plugin, Poms poms) {
    this.poms = poms;
    this.ofPlugin = locations(Stream.of(plugin));
    this.ofManagement = locations(all(project.getPluginManagement(), plugin));
    for (var p = project; p != null; p = p.getParent()) {
      for (var profile : p.getActiveProfiles()) {
        if (profile.getBuild() != null) {
          ofProfiles.addAll(locations(all(profile.getBuild(), plugin)));
          var management = profile.getBuild().getPluginManagement();
          ofProfiles.addAll(locations(all(management, plugin)));
        }
      }
    }
  }

  private static Stream<ConfigurationContainer> all(PluginContainer container, Plugin plugin) {
    return container == null
        ? Stream.of()
        : container.getPlugins().stream()
            .filter(candidate -> candidate.getKey().equals(plugin.getKey()))
            .flatMap(same -> Stream.concat(Stream.of(same), same.getExecutions().stream()));
  }

  private static Set<Location> locations(Stream<? extends ConfigurationContainer> containers) {
    var found = new HashSet<Location>();
    containers
        .map(ConfigurationContainer::getConfiguration)
        .filter(Objects::nonNull)
        .forEach(dom -> collect((Xpp3Dom) dom, found));
    return found;
  }

  private static void collect(Xpp3Dom dom, Set<Location> into) {
    Location.of(dom.getInputLocation()).ifPresent(into::add);
    for (var child : dom.getChildren()) {
      collect(child, into);
    }
  }

  /** The higher one wins; equal for elements of one {@code <configuration>} only. */
  int of(Location location) {
    int level = ofPlugin.contains(location) ? 0 : 1;
    int section = ofManagement.contains(location) ? 0 : 1;
    int profile = ofProfiles.contains(location) ? 1 : 0;
    int nearness = 1_000 - poms.depth(location);
    return ((level * 2 + section) * 1_001 + nearness) * 2 + profile;
  }
}
