package io.github.whittle.maven;

import io.github.whittle.config.Place;
import io.github.whittle.config.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/** The {@code whittle.…} properties of a session and a project. */
final class MavenSettings {
  private static final String PREFIX = "whittle.";
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(whittle\\.[^}]+)}");

  private MavenSettings() {}

  static Settings of(MavenSession session, MavenProject project, Poms poms) {
    var user = ours(session.getUserProperties());
    var declared = ours(project.getProperties());
    return new Settings(
        user,
        declared,
        places(project, declared.keySet(), poms),
        ours(session.getSystemProperties()));
  }

  private static Map<String, String> ours(Properties properties) {
    var found = new HashMap<String, String>();
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(name -> found.put(name, properties.getProperty(name)));
    return found;
  }

  private static Map<String, Place> places(MavenProject project, Set<String> names, Poms poms) {
    var places = new HashMap<String, Place>();
    var all = project.getModel().getLocation("properties");
    if (all != null) {
      for (var name : names) {
        Location.of(all.getLocation(name)).ifPresent(l -> places.put(name, poms.place(l, 0)));
      }
    }
    return places;
  }

  /** The properties that the goals declare as parameters of their own. */
  static Set<String> ofGoals(PluginDescriptor plugin) {
    var found = new HashSet<String>();
    plugin.getMojos().stream()
        .flatMap(mojo -> Stream.ofNullable(mojo.getMojoConfiguration()))
        .flatMap(parameters -> Arrays.stream(parameters.getChildren()))
        .flatMap(parameter -> Stream.ofNullable(parameter.getValue(null)))
        .forEach(value -> EXPRESSION.matcher(value).results().forEach(r -> found.add(r.group(1))));
    return found;
  }
}
