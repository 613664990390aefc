/** Keys, tokens and passwords that have no business in an image. Imports tree and image. */
package io.github.whittle.secrets;
