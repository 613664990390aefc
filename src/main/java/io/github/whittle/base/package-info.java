/**
 * Images that others made: pinned by the lock file, read from a registry, a layout or a tar,
 * verified and cached. Imports registry, layout, config, archive, tree, image and user.
 */
package io.github.whittle.base;
