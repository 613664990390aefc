/**
 * File systems as values: sorted maps from path to entry, and functions over them. Imports user and
 * {@code java.*} only.
 */
package io.github.whittle.tree;
