/** Rows of {@code interactions} as Spark sees them. */
package io.tastelake.batch.interaction;
