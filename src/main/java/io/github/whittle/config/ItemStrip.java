package io.github.whittle.config;

import io.github.whittle.config.Strip.Binaries;
import java.util.Optional;

/** {@code <strip>} of an item: what it says goes before what the build says. */
public record ItemStrip(Optional<Binaries> binaries) {}
