package io.tastelake.lake.table;

import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.file.RowBlock;
import io.tastelake.lake.file.RowFiles;
import io.tastelake.lake.file.RowRun;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Merges the sorted rows of many files. A file is opened when the merge reaches its lowest hash and
 * closed after its last row, so memory holds a few pages of the files that overlap here.
 */
final class MergingCursor implements RowCursor {

  private final PriorityQueue<Head> heads = new PriorityQueue<>();
  private final HashRange range;
  private final RowFiles files;
  private final DeletedRows deletedRows;
  private Head current;

  MergingCursor(List<LiveFile> overlapping, HashRange range, RowFiles files, DeletedRows deleted) {
    this.range = range;
    this.files = files;
    this.deletedRows = deleted;
    overlapping.forEach(file -> heads.add(new Head(file)));
  }

  @Override
  public boolean hasNext() {
    while (current == null && !heads.isEmpty()) {
      Head head = heads.poll();
      if (head.run == null) {
        open(head.file);
      } else if (head.isDeleted() || !head.run.block().holdsEvent(head.run.row())) {
        moveOn(head);
      } else {
        current = head;
      }
    }
    return current != null;
  }

  @Override
  public LoggedEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The range has no more rows.");
    }
    Head head = current;
    current = null;
    LoggedEvent row = head.run.block().event(head.run.row());
    moveOn(head);
    return row;
  }

  @Override
  public void close() {
    if (current != null) {
      heads.add(current);
      current = null;
    }
    for (Head head : heads) {
      if (head.run != null) {
        head.run.close();
      }
    }
    heads.clear();
  }

  private void open(LiveFile file) {
    DeletedRows.OfFile deleted = deletedRows.of(file);
    for (RowRun run : files.runs(file.stored(), range)) {
      moveOn(new Head(file, run, deleted));
    }
  }

  private void moveOn(Head head) {
    if (head.run.advance()) {
      head.lowest = head.run.block().hash(head.run.row());
      heads.add(head);
    }
  }

  /** A file before it is opened, or the next row of one of its runs. */
  private static final class Head implements Comparable<Head> {

    private final LiveFile file;
    private final RowRun run;
    private final DeletedRows.OfFile deleted;
    private long lowest;

    Head(LiveFile file) {
      this(file, null, DeletedRows.OfFile.NONE);
      this.lowest = file.minHash();
    }

    Head(LiveFile file, RowRun run, DeletedRows.OfFile deleted) {
      this.file = file;
      this.run = run;
      this.deleted = deleted;
    }

    boolean isDeleted() {
      return deleted.hold(run.block(), run.row());
    }

    @Override
    public int compareTo(Head other) {
      if (lowest != other.lowest) {
        return Long.compare(lowest, other.lowest);
      }
      if (run == null || other.run == null) {
        return Boolean.compare(run != null, other.run != null);
      }
      RowBlock block = run.block();
      return RowBlock.compare(block, run.row(), other.run.block(), other.run.row());
    }
  }
}
