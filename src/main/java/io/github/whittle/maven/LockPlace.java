package io.github.whittle.maven;

import io.github.whittle.config.BaseReference;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * A lock file, and what the projects name that use it.
 *
 * @param file there or not
 * @param whole whether all projects that share it are in the reactor
 * @param images each with the configuration that names it
 */
public record LockPlace(
    Path file, boolean whole, SortedMap<BaseReference, ProjectConfiguration> images) {}
