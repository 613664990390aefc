/**
 * Why a path is not in the image, or not as it was: what every step that takes something away
 * tells. Imports image and user.
 */
package io.github.whittle.ledger;
