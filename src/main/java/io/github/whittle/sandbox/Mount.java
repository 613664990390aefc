package io.github.whittle.sandbox;

import io.github.whittle.tree.TreePath;
import java.nio.file.Path;

/**
 * A file or folder of the machine that shows in the image.
 *
 * @param host absolute
 */
public record Mount(Path host, TreePath path) {}
