package io.github.whittle.supply;

/**
 * The sources that an image is built of, as git knows them.
 *
 * @param commit hexadecimal
 * @param isChanged whether files that git knows differ from the commit
 */
public record Checkout(String commit, boolean isChanged) {}
