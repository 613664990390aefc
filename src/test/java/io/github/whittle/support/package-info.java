/**
 * What the tests share: real programs of other people that read, serve and run our images. Imports
 * nothing of Whittle's, so that a fault of ours cannot hide itself.
 */
package io.github.whittle.support;
