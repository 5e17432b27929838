package io.tastelake.lake.table;

import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.lake.file.HashRange;
import io.tastelake.lake.file.RowFiles;
import java.util.List;

/** A version and the means to read its files. */
final class PinnedSnapshot implements LakeSnapshot {

  private final TableVersion table;
  private final RowFiles files;
  private final DeletedRows deletedRows;

  PinnedSnapshot(TableVersion table, RowFiles files, DeletedRows deletedRows) {
    this.table = table;
    this.files = files;
    this.deletedRows = deletedRows;
  }

  @Override
  public long version() {
    return table.version();
  }

  @Override
  public LogPosition position() {
    return table.position();
  }

  @Override
  public EventTotals totals() {
    return table.reached().totals();
  }

  @Override
  public long rows() {
    return table.rows();
  }

  @Override
  public RowCursor rows(DatabaseId database, Actor actor) {
    return new ActorCursor(database, actor, table.files(), files, deletedRows);
  }

  @Override
  public long rowsAtMost(DatabaseId database, Actor actor) {
    HashRange point = HashRange.point(ActorHash.of(database, actor));
    return table.files().stream()
        .filter(file -> file.meets(point))
        .mapToLong(file -> files.rowsAtMost(file.stored(), point))
        .sum();
  }

  @Override
  public RowCursor range(long firstHash, long lastHash, TimeWindow window) {
    HashRange range = new HashRange(firstHash, lastHash);
    return new MergingCursor(table.filesFor(range, window), range, files, deletedRows);
  }

  @Override
  public List<HashRange> parts(long rowsEach) {
    return HashParts.of(table.files(), rowsEach);
  }
}
