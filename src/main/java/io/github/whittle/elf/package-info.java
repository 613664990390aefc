/**
 * ELF files and other programs: what a file is, what it runs on, and whether an image has what it
 * needs to start. Imports {@code image}, {@code tree}, {@code user} and {@code java.*} only.
 */
package io.github.whittle.elf;
