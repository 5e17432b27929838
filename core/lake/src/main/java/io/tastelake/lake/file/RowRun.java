package io.tastelake.lake.file;

/**
 * Rows of one file in {@link io.tastelake.contracts.lake.RowOrder}, read a few pages at a time.
 * Nothing is opened before the first {@link #advance}. Not thread-safe.
 */
public final class RowRun implements AutoCloseable {

  private final StoredFile file;
  private final HashRange range;
  private final Batches batches;
  private RowBlock block = RowBlock.EMPTY;
  private int row = -1;

  /** Batches of rows, each wholly after the one before. */
  interface Batches extends AutoCloseable {

    /** The next batch, possibly empty; null after the last. */
    RowBlock next();

    @Override
    void close();
  }

  RowRun(StoredFile file, HashRange range, Batches batches) {
    this.file = file;
    this.range = range;
    this.batches = batches;
  }

  /** The file that the rows are in. */
  public StoredFile file() {
    return file;
  }

  /** Moves to the next row; false after the last. */
  public boolean advance() {
    row++;
    while (row >= block.rows()) {
      block = batches.next();
      if (block == null) {
        close();
        block = RowBlock.EMPTY;
        return false;
      }
      row = block.firstFrom(range.first());
    }
    if (block.hash(row) > range.last()) {
      close();
      return false;
    }
    return true;
  }

  /** The block of the current row. */
  public RowBlock block() {
    return block;
  }

  /** The current row within {@link #block}. */
  public int row() {
    return row;
  }

  @Override
  public void close() {
    batches.close();
  }
}
