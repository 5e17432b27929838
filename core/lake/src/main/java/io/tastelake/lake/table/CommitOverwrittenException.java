package io.tastelake.lake.table;

/**
 * A version of the lake is no longer what was committed: a writer whose commits are not atomic
 * replaced it, and what it held is missing. Nothing more was committed. The remedy is to stop that
 * writer, and to start the job without state: it then goes on where the lake is.
 */
public final class CommitOverwrittenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommitOverwrittenException(long version, String table) {
    super(
        "Version "
            + version
            + " of "
            + table
            + " was overwritten: it is not what was committed, so events that it held are missing"
            + " from the lake; the log still has them. A writer that does not use Tastelake's log"
            + " store, or a store that ignores the condition of a put, did it: stop it first.");
  }
}
