package io.github.whittle.config;

/** {@code <push>}: how the goal {@code push} behaves. */
public record Push(@Default("false") boolean skip) {}
