/**
 * Maven's world as plain values: the plugin's configuration, the build's time, the log. With {@code
 * mojo} the only door to {@code org.apache.maven}; no room but {@code mojo} imports it.
 */
package io.github.whittle.maven;
