package io.github.whittle.config;

/**
 * {@code <application>}: the project's classes, resources and runtime dependencies, as Jib lays
 * them out.
 */
public record ApplicationItem(Where where) implements ContentItem {}
