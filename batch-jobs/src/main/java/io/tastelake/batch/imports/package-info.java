/** Past interactions from files into the log, through the one door that all writes take. */
package io.tastelake.batch.imports;
