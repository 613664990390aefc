package io.github.whittle.config;

import io.github.whittle.image.Format;
import io.github.whittle.tree.TreePath;
import io.github.whittle.user.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * {@code <container>}: what a runtime is told of the image; names and meanings are Jib's.
 *
 * @param environment in the order of the pom
 * @param labels in the order of the pom
 * @param creationTime without it, the build's one time
 * @param mainClass without it, that of the jar plugin, else the one that has a main method
 * @param appRoot the folder of {@code <application>}
 * @param extraClasspath goes before the application's own class path
 * @param expandClasspathDependencies whether the class path of a Java 8 names every jar
 * @param annotations of the manifests; an empty value takes away one that is there by itself
 * @param gitRevision whether the commit is one of them
 */
public record Container(
    Optional<Entrypoint> entrypoint,
    List<String> args,
    Map<String, String> environment,
    List<PortRange> ports,
    List<TreePath> volumes,
    Map<String, String> labels,
    Optional<User> user,
    Optional<TreePath> workingDirectory,
    Optional<CreationTime> creationTime,
    @Default("OCI") Format format,
    Optional<Signal> stopSignal,
    List<String> jvmFlags,
    Optional<String> mainClass,
    Optional<TreePath> appRoot,
    List<String> extraClasspath,
    @Default("false") boolean expandClasspathDependencies,
    Optional<Healthcheck> healthcheck,
    Map<String, String> annotations,
    @Default("false") boolean gitRevision) {
  public Container {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    checkAnnotations(format, annotations, gitRevision);
    args = List.copyOf(args);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    ports = List.copyOf(ports);
    volumes = List.copyOf(volumes);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    jvmFlags = List.copyOf(jvmFlags);
    extraClasspath = List.copyOf(extraClasspath);
    environment.keySet().forEach(Container::checkVariable);
    mainClass.ifPresent(Container::checkMainClass);
    appRoot.ifPresent(Container::checkAppRoot);
    JvmFlag.check(jvmFlags);
  }

  private static void checkAnnotations(
      Format format, Map<String, String> annotations, boolean gitRevision) {
    if (format == Format.DOCKER && (!annotations.isEmpty() || gitRevision)) {
      throw new InvalidInputException(
          "format Docker has no annotations; write <format>OCI</format>, or <labels> instead");
    }
    if (annotations.containsKey("")) {
      throw new InvalidInputException("<annotations> has one without a name; write name=value");
    }
  }

  private static void checkVariable(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new InvalidInputException(
          "<environment> has a variable '%s'; a name is not empty and has no '='".formatted(name));
    }
  }

  private static void checkAppRoot(TreePath folder) {
    if (folder.value().indexOf(':') >= 0) {
      throw new InvalidInputException(
          "<appRoot> is '%s', and a ':' splits a class path; write a folder without one, for example /app"
              .formatted(folder));
    }
  }

  private static void checkMainClass(String name) {
    if (!SourceVersion.isName(name)) {
      throw new InvalidInputException(
          "<mainClass> is '%s', which is no name of a class; write it with its package, for example com.example.Main"
              .formatted(name));
    }
  }

  /** Those tags that are given and mean nothing without an application. */
  List<String> applicationTags() {
    var tags = new ArrayList<String>();
    addIf(!jvmFlags.isEmpty(), "<jvmFlags>", tags);
    addIf(mainClass.isPresent(), "<mainClass>", tags);
    addIf(appRoot.isPresent(), "<appRoot>", tags);
    addIf(!extraClasspath.isEmpty(), "<extraClasspath>", tags);
    addIf(expandClasspathDependencies, "<expandClasspathDependencies>", tags);
    return tags;
  }

  private static void addIf(boolean given, String tag, List<String> tags) {
    if (given) {
      tags.add(tag);
    }
  }

  /** Every port by itself, as {@code number/protocol}. */
  public List<String> exposedPorts() {
    return ports.stream().flatMap(PortRange::each).distinct().toList();
  }
}
