package io.github.whittle.config;

/**
 * Where Maven read an element.
 *
 * @param file as the user would call it
 * @param line from 1; 0 where Maven does not tell
 * @param rank tells the {@code <configuration>} elements apart that Maven merged: the higher one
 *     wins over the lower
 */
public record Place(String file, int line, int column, int rank) {}
