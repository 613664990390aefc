/** Keys, tokens and passwords that have no business in an image. Imports tree. */
package io.github.whittle.secrets;
