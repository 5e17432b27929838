/** The log into the lake, whatever happens to the job. */
package io.tastelake.e2e.ingest;
