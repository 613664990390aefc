/**
 * ELF files without what no loader reads: a function from tree to tree that tells the ledger.
 * Imports {@code elf}, {@code config}, {@code archive}, {@code ledger}, {@code report}, {@code
 * tree}, {@code user} and {@code java.*} only.
 */
package io.github.whittle.strip;
