/** One class per kind of {@code <contents>}: each gives a tree. */
package io.github.whittle.content;
