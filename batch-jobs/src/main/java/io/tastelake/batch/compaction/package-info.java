/** Moves rows on through the segments of {@code interactions}, joined and sorted. */
package io.tastelake.batch.compaction;
