package io.github.whittle.build;

import io.github.whittle.content.Scene;
import io.github.whittle.user.Progress;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What a build takes from outside beside its configuration.
 *
 * @param time of every file of ours and, unless the user says otherwise, of the image
 * @param clock asked only where the user wants the current time
 * @param threads that may compress at once
 */
public record BuildWorld(
    Instant time,
    Supplier<Instant> clock,
    Scene.Artifacts artifacts,
    int threads,
    Progress progress) {}
