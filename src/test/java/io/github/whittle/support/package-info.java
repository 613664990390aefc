/**
 * What the tests share: real programs of other people that read, serve and run our images, and
 * fakes of those that can misbehave. Whoever judges an image ({@code ImageLayout}, {@code
 * ImageRunner}, {@code UmociImage}) imports nothing of Whittle's, so that a fault of ours cannot
 * hide itself.
 */
package io.github.whittle.support;
