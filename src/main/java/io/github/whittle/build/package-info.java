/**
 * From a {@code Configuration} to a {@code BuiltImage}: first everything is checked, then it is
 * written.
 */
package io.github.whittle.build;
