/**
 * Which packages of a distribution are in a tree, and which files are theirs; their databases read,
 * and written anew for a tree from which files left. Imports tree and user.
 */
package io.github.whittle.packages;
