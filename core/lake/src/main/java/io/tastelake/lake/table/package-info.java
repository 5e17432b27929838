/** The table {@code interactions} as one object: append with a log position, snapshots, scans. */
package io.tastelake.lake.table;
