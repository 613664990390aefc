/**
 * Maven's world as plain values: the plugin's configuration, the build's time, the log. With {@code
 * mojo} the only door to {@code org.apache.maven}; imports {@code config} and {@code user}.
 */
package io.github.whittle.maven;
