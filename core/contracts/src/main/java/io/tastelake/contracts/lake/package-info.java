/** The seam between writers and readers of the lake: tables, columns and the log position. */
package io.tastelake.contracts.lake;
