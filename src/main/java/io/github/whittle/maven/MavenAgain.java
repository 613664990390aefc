package io.github.whittle.maven;

import io.github.whittle.base.LockFile;
import io.github.whittle.build.BuildAgain;
import io.github.whittle.user.InvalidInputException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * This call of Maven once more, for one project and those of the reactor that it needs: offline, up
 * to {@code package}, without tests and without pushing.
 */
public final class MavenAgain implements BuildAgain {
  private static final Set<String> OTHER_LIFECYCLES = Set.of("pre-clean", "clean", "post-clean");

  private final MavenSession session;
  private final MavenProject project;
  private final Path root;

  private MavenAgain(MavenSession session, MavenProject project) {
    this.session = session;
    this.project = project;
    this.root = commonFolder(session, project);
  }

  public static MavenAgain of(MavenSession session, MavenProject project) {
    return new MavenAgain(session, project);
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public Set<Path> made() {
    return session.getAllProjects().stream()
        .map(p -> Path.of(p.getBuild().getDirectory()))
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> words(Path copy) {
    var request = session.getRequest();
    var words = new ArrayList<>(List.of(mvn(), "--batch-mode", "--offline"));
    words.addAll(List.of("--file", moved(session.getTopLevelProject().getFile(), copy)));
    addFile(words, "--settings", request.getUserSettingsFile());
    addFile(words, "--global-settings", request.getGlobalSettingsFile());
    addFile(words, "--toolchains", request.getUserToolchainsFile());
    addList(words, "--activate-profiles", profiles());
    addList(words, "--projects", projects());
    properties(copy).forEach((name, value) -> words.add("-D%s=%s".formatted(name, value)));
    words.addAll(goals());
    return words;
  }

  @Override
  public Map<String, String> environment() {
    var zone =
        System.getenv().getOrDefault("TZ", "").equals("Asia/Kathmandu") ? "UTC" : "Asia/Kathmandu";
    var language = System.getProperty("user.language").equals("de") ? "fr" : "de";
    return Map.of(
        "TZ",
        zone,
        "JAVA_HOME",
        System.getProperty("java.home"),
        "MAVEN_OPTS",
        "%s -Duser.timezone=%s -Duser.language=%s"
            .formatted(System.getenv().getOrDefault("MAVEN_OPTS", ""), zone, language)
            .strip());
  }

  private static String mvn() {
    var mvn = Path.of(System.getProperty("maven.home", ""), "bin", "mvn");
    if (!Files.isExecutable(mvn)) {
      throw new InvalidInputException(
          "<verify><rebuild>: '%s' cannot be run; call mvn itself, or remove <rebuild>"
              .formatted(mvn));
    }
    return mvn.toString();
  }

  private static void addFile(List<String> words, String option, File file) {
    if (file != null && file.isFile()) {
      words.addAll(List.of(option, file.getAbsolutePath()));
    }
  }

  private static void addList(List<String> words, String option, Collection<String> values) {
    if (!values.isEmpty()) {
      words.addAll(List.of(option, String.join(",", values)));
    }
  }

  private List<String> profiles() {
    var request = session.getRequest();
    return Stream.concat(
            request.getActiveProfiles().stream(),
            request.getInactiveProfiles().stream().map(id -> "!" + id))
        .toList();
  }

  private List<String> projects() {
    if (session.getAllProjects().size() == 1) {
      return List.of();
    }
    var needed = session.getProjectDependencyGraph().getUpstreamProjects(project, true);
    return Stream.concat(needed.stream(), Stream.of(project))
        .map(p -> p.getGroupId() + ":" + p.getArtifactId())
        .toList();
  }

  private Map<String, String> properties(Path copy) {
    var all = new TreeMap<String, String>();
    var given = session.getUserProperties();
    given.stringPropertyNames().stream()
        .filter(name -> !name.startsWith("session."))
        .forEach(name -> all.put(name, moved(given.getProperty(name), copy)));
    all.putIfAbsent("skipTests", "true");
    all.put("maven.repo.local", session.getLocalRepository().getBasedir());
    all.put("whittle.push.skip", "true");
    all.put("whittle.verify.rebuild", "false");
    return all;
  }

  private String moved(File file, Path copy) {
    return moved(file.getAbsoluteFile().toPath().normalize().toString(), copy);
  }

  /** What names a file of the project names the one of the copy. */
  private String moved(String value, Path copy) {
    return value.equals(root.toString()) || value.startsWith(root + "/")
        ? copy + value.substring(root.toString().length())
        : value;
  }

  /** Nothing that installs, deploys or cleans, and of goals only the one that builds the image. */
  private Set<String> goals() {
    var goals = new LinkedHashSet<String>();
    for (var goal : session.getGoals()) {
      if (goal.matches(".*whittle.*:build(@.*)?")) {
        goals.add(goal);
      } else if (!goal.contains(":") && !OTHER_LIFECYCLES.contains(goal)) {
        goals.add("package");
      }
    }
    return goals.isEmpty() ? Set.of("package") : goals;
  }

  /** Above all poms that are on this disk, the folder that Maven began in, and the lock file. */
  private static Path commonFolder(MavenSession session, MavenProject project) {
    var folders = new LinkedHashSet<Path>();
    folders.add(session.getRequest().getMultiModuleProjectDirectory().toPath());
    for (var one : session.getAllProjects()) {
      for (var p = one; p != null && p.getBasedir() != null; p = p.getParent()) {
        folders.add(p.getBasedir().toPath());
      }
    }
    LockFile.nearest(project.getBasedir().toPath()).map(Path::getParent).ifPresent(folders::add);
    return folders.stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .reduce(MavenAgain::common)
        .orElseThrow();
  }

  private static Path common(Path one, Path other) {
    var common = one;
    while (!other.startsWith(common)) {
      common = common.getParent();
    }
    return common;
  }
}
