package io.tastelake.serving.interaction;

import io.tastelake.lake.table.RowCursor;

/** The rows of one actor as one read sees them: the same ones however often they are gone over. */
interface ActorSource {

  /** All rows, in no particular order. */
  RowCursor rows();

  /** A number that the rows do not exceed, and come near to if they are many. */
  long rowsAtMost();
}
