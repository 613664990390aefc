package io.github.whittle.jvm;

import io.github.whittle.jvm.JavaProject.Dependency;
import io.github.whittle.user.Progress;
import java.util.List;

/**
 * What Spring Boot leaves out where it packs a jar, and what is active where an image has it.
 *
 * @see <a
 *     href="https://docs.spring.io/spring-boot/maven-plugin/packaging.html#packaging.repackage-goal">excludeDevtools
 *     and excludeDockerCompose</a>
 */
enum DevelopmentTool {
  DEVTOOLS("spring-boot-devtools", "shows stack traces to clients, and opens port 35729"),
  COMPOSE("spring-boot-docker-compose", "looks for a compose file when the application starts");

  private static final String GROUP = "org.springframework.boot";

  private final String artifactId;
  private final String does;

  DevelopmentTool(String artifactId, String does) {
    this.artifactId = artifactId;
    this.does = does;
  }

  /** Warns of each: as in Jib they go in, since they are dependencies at run time. */
  static void tell(List<Dependency> dependencies, Progress progress) {
    for (var tool : values()) {
      if (dependencies.stream().anyMatch(tool::is)) {
        progress.warn(
            "'%s' is in the image, where it %s; move it into a profile without which images are built, or name the jar of spring-boot-maven-plugin, which leaves it out, as <source> of <application>"
                .formatted(tool.artifactId, tool.does));
      }
    }
  }

  private boolean is(Dependency dependency) {
    var coordinates = dependency.coordinates();
    return coordinates.groupId().equals(GROUP) && coordinates.artifactId().equals(artifactId);
  }
}
