/**
 * What of an image is left out because nothing needs it: a function from tree to tree that tells
 * the ledger. Imports elf, packages, config, ledger, tree, image and user.
 */
package io.github.whittle.slim;
