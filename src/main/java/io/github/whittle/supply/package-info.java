/**
 * What travels with an image: what is in it (a bill of materials) and how it was made (its
 * provenance). Imports content, jvm, elf, base, report, config, archive, ledger, packages, tree,
 * image and user; the only door to cyclonedx-core-java and packageurl-java.
 */
package io.github.whittle.supply;
