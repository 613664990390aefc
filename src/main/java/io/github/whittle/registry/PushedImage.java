package io.github.whittle.registry;

import io.github.whittle.image.Digest;

/**
 * What a push did.
 *
 * @param digest of the manifest, or of the index of several platforms
 * @param sent how many blobs were sent
 * @param mounted how many blobs the registry took from another of its repositories
 * @param skipped how many blobs the repository had already
 * @param bytes how many bytes the sent blobs have
 */
public record PushedImage(Digest digest, int sent, int mounted, int skipped, long bytes) {}
