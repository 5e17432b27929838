package io.tastelake.lake.table;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.file.LakeEngine;
import io.tastelake.lake.file.LakeReadConfig;
import io.tastelake.lake.file.RowFileWriter;
import io.tastelake.lake.file.RowFiles;
import io.tastelake.lake.file.TableFolder;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code interactions} below a lake's root. Thread-safe; share one per process. */
public final class InteractionsLake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InteractionsLake.class);

  /** Listings pin versions; each costs little more than a reference per file. */
  private static final int VERSIONS_KEPT = 64;

  private static final String SEGMENT_FOLDER =
      InteractionsTable.SEGMENT + "=" + InteractionsTable.FRESH;

  private final DeltaLog log;
  private final Appender appender;
  private final RowFileWriter writer;
  private final RowFiles files;
  private final DeletedRows deletedRows;
  private final Cache<Long, TableVersion> versions =
      Caffeine.newBuilder().maximumSize(VERSIONS_KEPT).build();
  private volatile TableVersion newest;

  private InteractionsLake(URI root, LakeReadConfig config) {
    Configuration configuration = new Configuration();
    Engine engine = LakeEngine.with(configuration);
    Path location = new Path(new Path(root), InteractionsTable.NAME);
    TableFolder folder = TableFolder.at(location.toUri(), configuration);
    this.log = new DeltaLog(engine, folder);
    this.appender = new Appender(engine, folder, log);
    this.writer = new RowFileWriter(folder);
    this.files = new RowFiles(folder, config);
    this.deletedRows = new DeletedRows(engine, folder.location(), config.deletionVectors());
  }

  /**
   * Opens the table, creating it at the start of the topic if there is none. Of several processes
   * that create at once one does, and the others open what it created.
   *
   * @param root the lake's folder; the table is {@code root/interactions}
   * @param topicId Kafka's id of the topic {@code interactions}
   * @throws TopicMismatchException if the table continues another topic
   */
  public static InteractionsLake openOrCreate(URI root, String topicId) {
    InteractionsLake lake = new InteractionsLake(root, LakeReadConfig.defaults());
    try {
      lake.load();
    } catch (LakeMissingException missing) {
      lake.create(topicId);
    }
    LogPosition position = lake.newest.position();
    if (!position.topicId().equals(topicId)) {
      throw new TopicMismatchException(root.toString(), position.topicId(), topicId);
    }
    return lake;
  }

  /**
   * Opens the table.
   *
   * @throws LakeMissingException if there is no table; says what would create it
   */
  public static InteractionsLake open(URI root) {
    return open(root, LakeReadConfig.defaults());
  }

  /**
   * Opens the table with budgets of one's own.
   *
   * @throws LakeMissingException if there is no table; says what would create it
   */
  public static InteractionsLake open(URI root, LakeReadConfig config) {
    InteractionsLake lake = new InteractionsLake(root, config);
    lake.load();
    return lake;
  }

  /** How far into the log the newest version reaches. */
  public LogPosition position() {
    return refreshed().position();
  }

  /**
   * Sorts {@code rows} and writes them as one file, which belongs to the table once it is
   * committed. It is on stable storage when this returns.
   *
   * @param rows at least one, in any order
   */
  public DataFile write(List<LoggedEvent> rows) {
    return writer.write(SEGMENT_FOLDER, rows);
  }

  /**
   * Adds files and moves the position in one Delta commit. An append that the position wholly
   * covers changes nothing. Maintenance that commits at the same moment does not disturb it.
   *
   * @return whether anything was committed
   * @throws PositionConflictException if the append does not continue at the position
   * @throws CommitOverwrittenException if another writer replaced an earlier commit
   */
  public boolean commit(LakeAppend append) {
    return appender.commit(append);
  }

  /** The newest version. Costs a look-up of two file names if nothing is new. */
  public LakeSnapshot newest() {
    return pinned(refreshed());
  }

  /**
   * One version, as it was.
   *
   * @throws LakeMissingException if that version can no longer be read
   */
  public LakeSnapshot at(long version) {
    return pinned(versions.get(version, log::at));
  }

  @Override
  public void close() {
    versions.invalidateAll();
  }

  private void create(String topicId) {
    try {
      appender.create(topicId);
    } catch (KernelException e) {
      LOG.info("The lake was created by another process at the same moment.", e);
    }
    load();
  }

  private void load() {
    keep(log.newest());
  }

  private synchronized TableVersion refreshed() {
    TableVersion known = newest;
    TableVersion now = log.newestAfter(known);
    if (now.version() != known.version()) {
      keep(now);
    }
    return now;
  }

  private void keep(TableVersion version) {
    newest = version;
    versions.put(version.version(), version);
    files.keepOnly(version.locations());
  }

  private LakeSnapshot pinned(TableVersion version) {
    return new PinnedSnapshot(version, files, deletedRows);
  }
}
