package io.github.whittle.build;

import io.github.whittle.base.BaseImage;
import io.github.whittle.config.BaseReference;
import io.github.whittle.content.Scene;
import io.github.whittle.image.Platform;
import io.github.whittle.jvm.JavaProject;
import io.github.whittle.jvm.ToolJdk;
import io.github.whittle.registry.RegistryException;
import io.github.whittle.supply.Workshop;
import io.github.whittle.user.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a build takes from outside beside its configuration.
 *
 * @param time of every file of ours and, unless the user says otherwise, of the image
 * @param project whose application may go in
 * @param clock asked only where the user wants the current time
 * @param bases brings the base here
 * @param jdk that runtimes are linked with
 * @param threads that may compress at once
 * @param facts of the project, as annotations of the image
 * @param workshop what the documents about the image tell of its making
 */
public record BuildWorld(
    Instant time,
    JavaProject project,
    Supplier<Instant> clock,
    Scene.Artifacts artifacts,
    Bases bases,
    ToolJdk jdk,
    int threads,
    Map<String, String> facts,
    Workshop workshop,
    Progress progress) {

  /** The same for somebody else who is told. */
  BuildWorld telling(Progress other) {
    return new BuildWorld(
        time, project, clock, artifacts, bases, jdk, threads, facts, workshop, other);
  }

  /** The same with images from elsewhere. */
  BuildWorld with(Bases others) {
    return new BuildWorld(
        time, project, clock, artifacts, others, jdk, threads, facts, workshop, progress);
  }

  /** Where bases come from. */
  @FunctionalInterface
  public interface Bases {
    BaseImage base(BaseReference reference, Platform platform)
        throws IOException, RegistryException;
  }
}
