package io.github.whittle.maven;

import io.github.whittle.config.JibProperties;
import io.github.whittle.config.Place;
import io.github.whittle.config.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/** The properties of a session and a project that are ours, or that only Jib reads. */
final class MavenSettings {
  private static final String PREFIX = "whittle.";
  private static final String JIB = "com.google.cloud.tools:jib-maven-plugin";
  private static final Pattern JIB_GOAL = Pattern.compile("^jib:|:jib-maven-plugin:");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(whittle\\.[^}]+)}");

  private MavenSettings() {}

  static Settings of(MavenSession session, MavenProject project, Poms poms) {
    Predicate<String> read =
        isForJib(session)
            ? MavenSettings::isOurs
            : name -> isOurs(name) || JibProperties.mayBe(name);
    var user = filtered(session.getUserProperties(), read);
    var declared = filtered(project.getProperties(), read);
    return new Settings(
        user,
        declared,
        places(project, declared.keySet(), poms),
        filtered(session.getSystemProperties(), MavenSettings::isOurs));
  }

  private static boolean isOurs(String name) {
    return name.startsWith(PREFIX);
  }

  /** Whether Jib's plugin has a part in the build, which its properties then are for. */
  private static boolean isForJib(MavenSession session) {
    return session.getGoals().stream().anyMatch(JIB_GOAL.asPredicate())
        || session.getAllProjects().stream().anyMatch(module -> module.getPlugin(JIB) != null);
  }

  private static Map<String, String> filtered(Properties properties, Predicate<String> read) {
    var found = new HashMap<String, String>();
    properties.stringPropertyNames().stream()
        .filter(read)
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
