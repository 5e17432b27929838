/** The lake as a Flink sink that is idempotent by log position. */
package io.tastelake.stream.lake;
