package io.github.whittle.supply;

import java.util.Optional;

/**
 * What a part is called.
 *
 * @param group what its name is unique in, of a platform who built it; empty for none
 * @param version empty where nobody says it
 * @param purl what names it everywhere
 */
record Identity(String group, String name, String version, Optional<String> purl) {}
