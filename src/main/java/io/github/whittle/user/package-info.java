/**
 * What is said to the person who runs the build: progress, and errors that can be mended; and which
 * programs they have. Imports {@code java.*} only.
 */
package io.github.whittle.user;
