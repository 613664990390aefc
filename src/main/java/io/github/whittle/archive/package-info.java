/**
 * Trees as archives: tar written and read, gzip and zstd, repeatable to the byte. The only door to
 * commons-compress and zstd-jni.
 */
package io.github.whittle.archive;
