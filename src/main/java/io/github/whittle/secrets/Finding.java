package io.github.whittle.secrets;

import io.github.whittle.tree.TreePath;

/**
 * A file that looks like a secret; never the secret itself.
 *
 * @param kind what it looks like, for example {@code a private key}
 */
public record Finding(TreePath path, String kind) {}
