/** The command line of the batch jobs, and the Spark session that they share. */
package io.tastelake.batch;
