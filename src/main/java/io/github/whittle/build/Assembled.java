package io.github.whittle.build;

import io.github.whittle.image.ImageConfig;
import io.github.whittle.tree.FileTree;

/**
 * An image of one platform as a runtime would show it.
 *
 * @param tree everything, from the lowest layer to the highest
 */
public record Assembled(ImageConfig config, FileTree tree) {}
