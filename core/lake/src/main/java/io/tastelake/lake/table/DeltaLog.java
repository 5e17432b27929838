package io.tastelake.lake.table;

import io.delta.kernel.CommitActions;
import io.delta.kernel.CommitRange;
import io.delta.kernel.CommitRangeBuilder.CommitBoundary;
import io.delta.kernel.Snapshot;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.utils.CloseableIterator;
import io.tastelake.contracts.lake.EventTotals;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.file.TableFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/** Reads the table's log: a version in full, or what came after one. Thread-safe. */
final class DeltaLog {

  private static final String FOLDER = "_delta_log";
  private static final Set<DeltaAction> ACTIONS =
      Set.of(DeltaAction.ADD, DeltaAction.REMOVE, DeltaAction.DOMAINMETADATA, DeltaAction.PROTOCOL);

  private final Engine engine;
  private final TableFolder folder;

  DeltaLog(Engine engine, TableFolder folder) {
    this.engine = engine;
    this.folder = folder;
  }

  /** Kernel's view of the newest version, from which a commit starts. */
  Snapshot newestSnapshot() {
    return snapshot(TableManager.loadSnapshot(folder.location()), "the newest version");
  }

  /** The newest version, read in full. */
  TableVersion newest() {
    return inFull(newestSnapshot());
  }

  /** One version, read in full. */
  TableVersion at(long version) {
    return inFull(
        snapshot(
            TableManager.loadSnapshot(folder.location()).atVersion(version), "version " + version));
  }

  /**
   * The newest version, given an earlier one: costs two look-ups of file names if there is nothing
   * new, and reads only the new commits if there is.
   */
  TableVersion newestAfter(TableVersion known) {
    if (folder.holds(commitFile(known.version() + 1))) {
      return advanced(known);
    }
    // log clean-up removes commits from the oldest on: while the known one is there, so is the next
    return folder.holds(commitFile(known.version())) ? known : newest();
  }

  private static String commitFile(long version) {
    return FileNames.deltaFile(FOLDER, version);
  }

  private TableVersion advanced(TableVersion known) {
    CommitRange range =
        TableManager.loadCommitRange(
                folder.location(), CommitBoundary.atVersion(known.version() + 1))
            .build(engine);
    TableVersion newest = known;
    try (CloseableIterator<CommitActions> commits = range.getCommitActions(engine, ACTIONS)) {
      while (commits.hasNext()) {
        newest = applied(newest, commits.next());
      }
      return newest;
    } catch (IOException e) {
      throw new UncheckedIOException("The log of " + folder.location() + " cannot be read.", e);
    }
  }

  private TableVersion applied(TableVersion before, CommitActions commit) throws IOException {
    Set<String> removed = new HashSet<>();
    Map<String, LiveFile> added = new HashMap<>();
    LogPosition position = before.position();
    Optional<EventTotals> totals = Optional.of(before.reached().totals());
    try (CloseableIterator<ColumnarBatch> batches = commit.getActions()) {
      while (batches.hasNext()) {
        ColumnarBatch batch = batches.next();
        int add = batch.getSchema().indexOf(DeltaAction.ADD.colName);
        int remove = batch.getSchema().indexOf(DeltaAction.REMOVE.colName);
        int domain = batch.getSchema().indexOf(DeltaAction.DOMAINMETADATA.colName);
        try (CloseableIterator<Row> rows = batch.getRows()) {
          while (rows.hasNext()) {
            Row row = rows.next();
            if (!row.isNullAt(add)) {
              LiveFile file = LiveFile.of(new AddFile(row.getStruct(add)), folder);
              added.put(file.path(), file);
            } else if (!row.isNullAt(remove)) {
              removed.add(
                  row.getStruct(remove).getString(DeltaAction.REMOVE.schema.indexOf("path")));
            } else if (!row.isNullAt(domain)) {
              position = moved(position, row.getStruct(domain));
              totals = counted(totals, row.getStruct(domain));
            }
          }
        }
      }
    }
    return before.after(commit.getVersion(), Reached.of(position, totals), removed, added);
  }

  private LogPosition moved(LogPosition before, Row domain) {
    boolean isPosition = is(InteractionsTable.POSITION_DOMAIN, domain);
    if (isPosition && domain.getBoolean(DeltaAction.DOMAINMETADATA.schema.indexOf("removed"))) {
      throw withoutPosition();
    }
    return isPosition ? LogPosition.fromJson(configuration(domain)) : before;
  }

  private static Optional<EventTotals> counted(Optional<EventTotals> before, Row domain) {
    return is(InteractionsTable.TOTALS_DOMAIN, domain)
        ? EventTotals.fromJson(configuration(domain))
        : before;
  }

  private static boolean is(String name, Row domain) {
    return domain.getString(DeltaAction.DOMAINMETADATA.schema.indexOf("domain")).equals(name);
  }

  private static String configuration(Row domain) {
    return domain.getString(DeltaAction.DOMAINMETADATA.schema.indexOf("configuration"));
  }

  private Snapshot snapshot(SnapshotBuilder builder, String what) {
    try {
      return builder.build(engine);
    } catch (TableNotFoundException e) {
      throw new LakeMissingException(
          "There is no lake at "
              + folder.location()
              + ". The ingest job or ./tastelake up creates it; or the path is wrong.",
          e);
    } catch (KernelException e) {
      throw new LakeMissingException(
          "Of the lake at "
              + folder.location()
              + ", "
              + what
              + " cannot be read: it does not exist yet, or the log no longer reaches back to it."
              + " Read a newer version.",
          e);
    }
  }

  private TableVersion inFull(Snapshot snapshot) {
    List<LiveFile> files = new ArrayList<>();
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            files.add(LiveFile.of(new AddFile(rows.next().getStruct(0)), folder));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log of " + folder.location() + " cannot be read.", e);
    }
    return new TableVersion(snapshot.getVersion(), reached(snapshot, this::commit), files);
  }

  /**
   * How far into the log a version reaches, as its actions say, or those of the nearest version
   * before it that moves the position; totals count if that version has them. Kernel would believe
   * a checksum, which tells of what was committed first if another writer overwrote the version; it
   * is asked only for what log clean-up removed.
   *
   * @param commits the actions of a version, as the log has them now
   */
  Reached reached(Snapshot snapshot, LongFunction<Optional<LoggedCommit>> commits) {
    for (long version = snapshot.getVersion(); version >= 0; version--) {
      Optional<LoggedCommit> commit = commits.apply(version);
      if (commit.isEmpty()) {
        break;
      }
      if (commit.get().removesPosition()) {
        throw withoutPosition();
      }
      if (commit.get().position().isPresent()) {
        return Reached.of(commit.get().position().get(), commit.get().totals());
      }
    }
    Optional<String> position = snapshot.getDomainMetadata(InteractionsTable.POSITION_DOMAIN);
    Optional<String> totals = snapshot.getDomainMetadata(InteractionsTable.TOTALS_DOMAIN);
    return Reached.of(
        position.map(LogPosition::fromJson).orElseThrow(this::withoutPosition),
        totals.flatMap(EventTotals::fromJson));
  }

  /** The actions of a version, unless log clean-up removed them. */
  Optional<LoggedCommit> commit(long version) {
    return folder.lines(commitFile(version)).map(LoggedCommit::of);
  }

  CommitOverwrittenException overwritten(long version) {
    return new CommitOverwrittenException(version, folder.location());
  }

  private IllegalStateException withoutPosition() {
    return new IllegalStateException(
        "The table at "
            + folder.location()
            + " has no log position: it was not created by Tastelake. Use another folder.");
  }
}
