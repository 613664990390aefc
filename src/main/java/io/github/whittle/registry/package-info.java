/**
 * Images to a registry, by the OCI distribution specification: the only door to jib-core. Imports
 * credentials, network, layout, image and user.
 */
package io.github.whittle.registry;
