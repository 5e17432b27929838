/**
 * The whole system on one machine: real PostgreSQL, real Kafka, Flink and the API below one folder.
 */
package io.tastelake.standalone;
