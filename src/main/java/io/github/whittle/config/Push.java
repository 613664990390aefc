package io.github.whittle.config;

/**
 * {@code <push>}: how the goal {@code push} behaves.
 *
 * @param byDigest whether no tag is set, so that only who knows the digest finds the image
 * @param documents whether what was written about the image goes with it
 */
public record Push(
    @Default("false") boolean skip,
    @Default("false") boolean byDigest,
    @Default("true") boolean documents) {}
