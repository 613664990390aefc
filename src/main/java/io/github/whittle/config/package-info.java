/**
 * What the user wrote, as values: one record a tag, the binder that fills them from the pom and
 * from properties, and errors with file and line. Imports {@code archive}, {@code image}, {@code
 * tree} and {@code user}.
 */
package io.github.whittle.config;
