/** What was built, told to people and to programs. */
package io.github.whittle.report;
