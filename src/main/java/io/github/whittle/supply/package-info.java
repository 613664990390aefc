/**
 * What travels with an image: what is in it (a bill of materials) and how it was made (its
 * provenance). Imports content, jvm, elf, base, config, ledger, packages, tree, image and user.
 */
package io.github.whittle.supply;
