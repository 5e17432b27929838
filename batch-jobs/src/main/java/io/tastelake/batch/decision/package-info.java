/** Decisions that the API publishes: given ratings, and the owners of sessions. */
package io.tastelake.batch.decision;
