package io.github.whittle.maven;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.ToolchainManager;

/** Where the JDK of a build is. */
public final class JavaHome {
  private JavaHome() {}

  /** The one that maven-toolchains-plugin chose for the project, else the running one. */
  public static Path of(ToolchainManager toolchains, MavenSession session) {
    var toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
    return Optional.ofNullable(toolchain)
        .map(chosen -> chosen.findTool("java"))
        .map(java -> Path.of(java).getParent().getParent())
        .orElseGet(() -> Path.of(System.getProperty("java.home")));
  }
}
