/**
 * Runs an image without a daemon, apart from the machine, and records what it touches. Imports
 * trace, archive, tree, image and user.
 */
package io.github.whittle.sandbox;
