/** One class per kind of {@code <contents>}: each gives a tree. The only door to plexus-utils. */
package io.github.whittle.content;
