/**
 * What lies between us and a host: proxies, and who vouches for it. Imports credentials and user.
 */
package io.github.whittle.network;
