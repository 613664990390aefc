package io.github.whittle.supply;

/**
 * The sources that an image is built of, as git knows them.
 *
 * @param commit hexadecimal
 * @param isChanged whether files differ from the commit; those that it lacks count unless git
 *     ignores them
 */
public record Checkout(String commit, boolean isChanged) {}
