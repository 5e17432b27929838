/** The seam between the API and whoever reads the log: topics, keys and the Avro event. */
package io.tastelake.contracts.log;
