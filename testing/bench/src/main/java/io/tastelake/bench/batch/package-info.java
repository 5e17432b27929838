/** Batch jobs as users run them, beside what Spark alone would need: P8, P10, memory, times. */
package io.tastelake.bench.batch;
