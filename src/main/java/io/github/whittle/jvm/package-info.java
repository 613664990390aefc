/**
 * Java applications: how a project, its jars and its class files go into an image, and the runtime
 * that is linked for them. Imports elf, config, archive, ledger, tree, image and user; the only
 * door to ASM.
 */
package io.github.whittle.jvm;
