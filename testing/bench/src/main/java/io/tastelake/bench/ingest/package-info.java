/** The way from the log into the lake: how much, how small, how fresh. */
package io.tastelake.bench.ingest;
