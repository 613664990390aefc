package io.github.whittle.config;

import io.github.whittle.image.Platform;
import io.github.whittle.user.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a {@link Configuration} of the pom's elements and of properties.
 *
 * <p>Ours and not Maven's, because Maven drops unknown tags, turns unset expressions into nothing,
 * and weighs pom against command line differently from version to version.
 *
 * @param settings the properties
 * @param evaluator from {@code ${name}} to its value, or null
 * @param folder of the project: what relative paths are relative to
 * @param presets defaults that depend on the project, by path
 * @param goalProperties {@code whittle.…} properties that the goals read by themselves
 */
public record Binder(
    Settings settings,
    Function<String, Object> evaluator,
    Path folder,
    Map<String, String> presets,
    Collection<String> goalProperties) {

  /**
   * @throws InvalidInputException with all problems, a line each
   */
  public Configuration bind(Node configuration) {
    var problems = new Problems();
    new TagChecks(problems).attributes(configuration);
    new PropertyChecks(problems, Names.properties(Configuration.class), goalProperties)
        .check(settings);
    JibProperties.refuse(settings, configuration, problems);
    var bound = binding(problems).bind(Configuration.class, Spot.top(configuration, settings));
    problems.throwIfAny();
    return (Configuration) bound;
  }

  /**
   * As {@link #bind(Node)}, with the Java of this machine where nothing else runs the application.
   *
   * @param host the platform of this machine; nothing if images are made for no such one
   */
  public Configuration bind(Node configuration, Optional<Platform> host) {
    var bound = bind(configuration);
    var platforms =
        Spot.top(configuration, settings)
            .child("from", Optional.empty())
            .child("platforms", Optional.empty());
    return HostJava.isMissing(bound)
        ? HostJava.added(bound, host, platforms.isGiven(Platform.class))
        : bound;
  }

  /** Only {@code <skip>}, whatever else is wrong; false if it cannot be read itself. */
  public boolean skip(Node configuration) {
    return alone("skip", boolean.class, configuration).filter(Boolean.TRUE::equals).isPresent();
  }

  /** Whether {@code <contents>} is written, be it with nothing in it. */
  public boolean hasContents(Node configuration) {
    return !configuration.children("contents").isEmpty();
  }

  /** Only {@code <outputDirectory>}, whatever else is wrong; none if it cannot be read itself. */
  public Optional<Path> outputDirectory(Node configuration) {
    return alone("outputDirectory", Path.class, configuration).map(Path.class::cast);
  }

  /**
   * Only the images that {@code <from><image>} the {@code <from>} of {@code <copy>} and {@code
   * <libraries>}, and {@code <system><certificates>} name, whatever else is wrong; without scratch
   * and the host.
   *
   * @throws InvalidInputException if one of those cannot be read itself
   */
  public List<BaseReference> images(Node configuration) {
    var images = new ArrayList<BaseReference>();
    readable("from.image", Base.class, configuration)
        .flatMap(Base::reference)
        .ifPresent(images::add);
    var problems = new Problems();
    var contents = Spot.top(configuration, settings).child("contents", Optional.empty());
    sources("copy", "from", Base.class, contents, problems).stream()
        .flatMap(base -> base.reference().stream())
        .forEach(images::add);
    sources("libraries", "from", LibrarySource.class, contents, problems).stream()
        .flatMap(source -> source.image().stream())
        .forEach(images::add);
    sources("system", "certificates", Certificates.class, contents, problems).stream()
        .flatMap(certificates -> certificates.image().stream())
        .forEach(images::add);
    problems.throwIfAny();
    return List.copyOf(images);
  }

  /** What one part of all items of one tag says. */
  private <T> List<T> sources(
      String tag, String part, Class<T> type, Spot contents, Problems problems) {
    var sources = new ArrayList<T>();
    for (var item : contents.node().map(node -> node.children(tag)).orElse(List.of())) {
      var from = contents.item(item).child(part, Optional.empty());
      var bound = from.isGiven(type) ? binding(problems).bind(type, from) : null;
      if (bound != null) {
        sources.add(type.cast(bound));
      }
    }
    return sources;
  }

  /** Only {@code <cache>}, as {@link #base}. */
  public Cache cache(Node configuration) {
    return readable("cache", Cache.class, configuration).orElseGet(Cache::usual);
  }

  /** Only {@code <allowInsecureRegistries>}, as {@link #base}. */
  public InsecureRegistries insecureRegistries(Node configuration) {
    return readable("allowInsecureRegistries", InsecureRegistries.class, configuration)
        .orElseGet(() -> InsecureRegistries.of(List.of()));
  }

  /** Only {@code <registryCertificates>}, as {@link #images}. */
  public Optional<Path> registryCertificates(Node configuration) {
    return readable("registryCertificates", Path.class, configuration);
  }

  /** Only {@code <compression>}, as {@link #base}. */
  public Compression compression(Node configuration) {
    return readable("compression", Compression.class, configuration)
        .orElseGet(() -> Compression.parse("gzip"));
  }

  /** Only who we are to the registry of {@code <from><image>}, as {@link #images}. */
  public Login fromLogin(Node configuration) {
    return Login.to(
        readable("from.image", Base.class, configuration).orElse(new Base(Optional.empty())),
        readable("from.auth", Auth.class, configuration),
        readable("from.credHelper", CredHelper.class, configuration));
  }

  /** Only {@code <strip><binaries>}, as {@link #base}; nothing where nobody says it. */
  public Optional<Strip.Binaries> binaries(Node configuration) {
    return readable("strip.binaries", Strip.Binaries.class, configuration);
  }

  /** What is no error, but to be told: properties of poms and settings that only Jib reads. */
  public List<String> warnings(Node configuration) {
    return JibProperties.warnings(settings, configuration);
  }

  /** Refuses properties of the command line that nobody reads. */
  public void checkProperties() {
    var problems = new Problems();
    new PropertyChecks(problems, Names.properties(Configuration.class), goalProperties)
        .check(settings.onlyUser());
    problems.throwIfAny();
  }

  private <T> Optional<T> readable(String path, Class<T> type, Node configuration) {
    var spot = Spot.top(configuration, settings);
    for (var name : path.split("\\.")) {
      spot = spot.child(name, Optional.empty());
    }
    if (!spot.isGiven(type)) {
      return Optional.empty();
    }
    var problems = new Problems();
    var value = binding(problems).bind(type, spot);
    problems.throwIfAny();
    return Optional.of(type.cast(value));
  }

  private Optional<Object> alone(String name, Class<?> type, Node configuration) {
    var preset = Optional.ofNullable(presets.get(name));
    var spot = Spot.top(configuration, settings).child(name, preset);
    return Optional.ofNullable(binding(new Problems()).bind(type, spot));
  }

  private Binding binding(Problems problems) {
    var values = new Values(new Scalars(folder), new Expressions(evaluator), problems);
    return new Binding(values, problems, presets);
  }
}
