/** Who we are to a registry, and where that is written. Imports image and user. */
package io.github.whittle.credentials;
