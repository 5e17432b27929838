/** The table's Parquet files: rows in, rows out, and what is cached of them. Knows no Delta. */
package io.tastelake.lake.file;
