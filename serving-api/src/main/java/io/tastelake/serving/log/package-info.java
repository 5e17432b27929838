/** The event log as the API uses it: appending, its end, and its tail in memory. */
package io.tastelake.serving.log;
