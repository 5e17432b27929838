package io.tastelake.lake.table;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MetadataChangedException;
import io.delta.kernel.exceptions.ProtocolChangedException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import io.delta.kernel.statistics.DataFileStatistics;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.file.TableFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the table and adds files to it, each time with the log position, and what was counted up
 * to it, in the same commit.
 */
final class Appender {

  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
  private static final String ENGINE = "Tastelake";
  private static final int ATTEMPTS = 5;

  private final Engine engine;
  private final TableFolder folder;
  private final DeltaLog log;
  private final CommitWatch watch;

  Appender(Engine engine, TableFolder folder, DeltaLog log) {
    this.engine = engine;
    this.folder = folder;
    this.log = log;
    this.watch = new CommitWatch(log);
  }

  /** Creates the table at the start of a topic; fails if another process was faster. */
  void create(String topicId) {
    Transaction transaction =
        TableManager.buildCreateTableTransaction(folder.location(), TableSchema.COLUMNS, ENGINE)
            .withTableProperties(TableSchema.PROPERTIES)
            .withDataLayoutSpec(
                DataLayoutSpec.partitioned(List.of(new Column(InteractionsTable.SEGMENT))))
            .build(engine);
    transaction.addDomainMetadata(
        InteractionsTable.POSITION_DOMAIN, LogPosition.start(topicId).toJson());
    transaction.commit(engine, CloseableIterable.emptyIterable());
  }

  /** See {@link InteractionsLake#commit}. */
  boolean commit(LakeAppend append) {
    for (int attempt = 1; ; attempt++) {
      Snapshot newest = log.newestSnapshot();
      LongFunction<Optional<LoggedCommit>> commits = readOnce();
      watch.require(newest, commits);
      Reached from = log.reached(newest, commits);
      Optional<LogPosition> moved = Continuation.of(from.position(), append);
      if (moved.isEmpty()) {
        return false;
      }
      try {
        commit(newest, append.files(), Continuation.counted(from, append, moved.get()));
        return true;
      } catch (ProtocolChangedException | MetadataChangedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.info("The table's properties changed during a commit; committing again.", e);
      } catch (ConcurrentWriteException e) {
        throw new PositionConflictException(
            "Another writer moved the lake's position past "
                + from.position().toJson()
                + " at the same moment; nothing of this append is committed. Run one ingest job"
                + " per lake; a restarted one resumes where the lake ends.",
            e);
      }
    }
  }

  /**
   * What a version's actions say; usually one version is asked for, by the watch and as reached.
   */
  private LongFunction<Optional<LoggedCommit>> readOnce() {
    Map<Long, Optional<LoggedCommit>> read = new HashMap<>();
    return version -> read.computeIfAbsent(version, log::commit);
  }

  private void commit(Snapshot newest, List<DataFile> files, Reached moved) {
    Transaction transaction =
        newest.buildUpdateTableTransaction(ENGINE, Operation.WRITE).build(engine);
    transaction.addDomainMetadata(InteractionsTable.POSITION_DOMAIN, moved.position().toJson());
    transaction.addDomainMetadata(InteractionsTable.TOTALS_DOMAIN, moved.totals().toJson());
    TransactionCommitResult result = transaction.commit(engine, added(transaction, files));
    watch.committed(result.getVersion(), moved.position(), files);
    result.getPostCommitHooks().forEach(this::runBestEffort);
  }

  private CloseableIterable<Row> added(Transaction transaction, List<DataFile> files) {
    Row state = transaction.getTransactionState(engine);
    DataWriteContext context =
        Transaction.getWriteContext(
            engine,
            state,
            Map.of(InteractionsTable.SEGMENT, Literal.ofString(InteractionsTable.FRESH)));
    CloseableIterator<DataFileStatus> statuses =
        closeable(files.stream().map(this::status).iterator());
    return CloseableIterable.inMemoryIterable(
        Transaction.generateAppendActions(engine, state, statuses, context));
  }

  private DataFileStatus status(DataFile file) {
    return new DataFileStatus(
        folder.locationOf(file.path()),
        file.size(),
        file.modifiedAt(),
        Optional.of(statistics(file)));
  }

  /** Bounds of the operation are given only where they say something: that all are RECORDs. */
  static DataFileStatistics statistics(DataFile file) {
    Map<Column, Literal> min = new HashMap<>();
    Map<Column, Literal> max = new HashMap<>();
    Map<Column, Long> nulls = new HashMap<>();
    Column hash = new Column(InteractionsTable.ACTOR_HASH);
    min.put(hash, Literal.ofLong(file.minHash()));
    max.put(hash, Literal.ofLong(file.maxHash()));
    nulls.put(hash, 0L);
    nulls.put(new Column(InteractionsTable.OPERATION), 0L);
    Column timestamp = new Column(InteractionsTable.TIMESTAMP);
    if (!Double.isNaN(file.minTimestamp())) {
      min.put(timestamp, Literal.ofDouble(file.minTimestamp()));
      max.put(timestamp, Literal.ofDouble(file.maxTimestamp()));
    }
    if (file.recordsOnly()) {
      Literal record = Literal.ofString(io.tastelake.domain.interaction.Operation.RECORD.name());
      min.put(new Column(InteractionsTable.OPERATION), record);
      max.put(new Column(InteractionsTable.OPERATION), record);
      nulls.put(timestamp, 0L);
    }
    return new DataFileStatistics(file.rows(), min, max, nulls, Optional.empty());
  }

  /** The commit is done; a hook only makes reading the log cheaper, and the next one makes up. */
  private void runBestEffort(PostCommitHook hook) {
    if (hook.getType() == PostCommitHookType.CHECKSUM_FULL) {
      return; // replays the whole log on every commit
    }
    try {
      hook.threadSafeInvoke(engine);
    } catch (IOException | RuntimeException e) {
      LOG.warn("The commit succeeded, but {} of the lake's log failed.", hook.getType(), e);
    }
  }

  static <T> CloseableIterator<T> closeable(Iterator<T> iterator) {
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public T next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }
}
