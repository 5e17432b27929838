/** Gives the lake back what it lacks of the log. */
package io.tastelake.batch.repair;
