package io.tastelake.lake.table;

import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.file.RowFiles;
import io.tastelake.lake.file.RowRun;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rows of one actor, file after file: memory holds a few pages, however many rows there are.
 */
final class ActorCursor implements RowCursor {

  private final DatabaseId database;
  private final Actor actor;
  private final HashRange point;
  private final Iterator<LiveFile> filesLeft;
  private final RowFiles files;
  private final DeletedRows deletedRows;
  private Iterator<RowRun> runsLeft = Collections.emptyIterator();
  private DeletedRows.OfFile deleted = DeletedRows.OfFile.NONE;
  private RowRun run;
  private LoggedEvent ahead;

  ActorCursor(
      DatabaseId database,
      Actor actor,
      Iterable<LiveFile> live,
      RowFiles files,
      DeletedRows deletedRows) {
    this.database = database;
    this.actor = actor;
    this.point = HashRange.point(ActorHash.of(database, actor));
    this.filesLeft = live.iterator();
    this.files = files;
    this.deletedRows = deletedRows;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && (run != null || openNext())) {
      if (!run.advance()) {
        run = null;
      } else if (isWanted()) {
        ahead = run.block().event(run.row());
      }
    }
    return ahead != null;
  }

  @Override
  public LoggedEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The actor has no more rows.");
    }
    LoggedEvent row = ahead;
    ahead = null;
    return row;
  }

  private boolean isWanted() {
    return run.block().isOf(database, actor, run.row())
        && !deleted.hold(run.block(), run.row())
        && run.block().holdsEvent(run.row());
  }

  private boolean openNext() {
    while (!runsLeft.hasNext() && filesLeft.hasNext()) {
      LiveFile file = filesLeft.next();
      if (file.meets(point)) {
        runsLeft = files.runs(file.stored(), point).iterator();
        deleted = deletedRows.of(file);
      }
    }
    run = runsLeft.hasNext() ? runsLeft.next() : null;
    return run != null;
  }

  @Override
  public void close() {
    if (run != null) {
      run.close();
      run = null;
    }
    runsLeft = Collections.emptyIterator();
    while (filesLeft.hasNext()) {
      filesLeft.next();
    }
    ahead = null;
  }
}
