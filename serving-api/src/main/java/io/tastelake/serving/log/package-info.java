/** The tail of the event log in memory, as the API reads it. */
package io.tastelake.serving.log;
