package io.github.whittle.secrets;

/**
 * A text of an image's configuration that looks like a secret; never the secret itself.
 *
 * @param kind what it looks like, for example {@code a password}
 */
public record ConfigFinding(Setting setting, String kind) {}
