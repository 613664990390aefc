/** The goals: parameters, one call, one translation of errors. */
package io.github.whittle.mojo;
