/** Past interactions from files, through a running system. */
package io.tastelake.e2e.imports;
