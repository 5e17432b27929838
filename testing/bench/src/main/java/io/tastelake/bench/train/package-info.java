/** Trains one database's factors by both solvers, in a process like a batch job's. */
package io.tastelake.bench.train;
