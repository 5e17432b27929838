/**
 * Interactions written to the log and read back from log and lake: the ports and what keeps them.
 */
package io.tastelake.serving.interaction;
