/**
 * The values of the OCI image specification: references, digests, platforms, descriptors,
 * manifests, indexes and configurations. Imports user, {@code java.*} and Jackson's tree only.
 */
package io.github.whittle.image;
