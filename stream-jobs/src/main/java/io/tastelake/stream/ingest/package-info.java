/** The job {@code ingest-interactions}: every event of the log, once, into the lake. */
package io.tastelake.stream.ingest;
