/**
 * What programs of an image touched, as a value, and the texts that say it: ours and those of other
 * tools. Imports archive, tree and user.
 */
package io.github.whittle.trace;
