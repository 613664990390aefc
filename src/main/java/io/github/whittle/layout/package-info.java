/** OCI image layouts and loadable tars, written and read. */
package io.github.whittle.layout;
