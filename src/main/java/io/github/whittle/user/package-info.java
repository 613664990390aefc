/**
 * What is said to the person who runs the build: progress, and errors that can be mended. Imports
 * {@code java.*} only.
 */
package io.github.whittle.user;
