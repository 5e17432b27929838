package io.tastelake.lake.table;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.deletionvectors.Base85Codec;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.LogStores;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.file.DataFile;
import io.tastelake.lake.file.RowFileWriter;
import io.tastelake.lake.file.TableFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.roaringbitmap.RoaringBitmap;

/** What Spark does to the table, by the same actions in the log: moves to segments, deletions. */
final class Maintenance {

  private final Engine engine;
  private final TableFolder folder;

  Maintenance(URI root) {
    Configuration configuration = new Configuration();
    LogStores.registerWithKernel(configuration);
    engine = DefaultEngine.create(configuration);
    folder = TableFolder.at(root.resolve(InteractionsTable.NAME), configuration);
  }

  /**
   * Rewrites all files that hold rows now into one of another segment, without a change of data.
   */
  void move(List<LoggedEvent> rows, long version, String segment) {
    Snapshot snapshot =
        TableManager.loadSnapshot(folder.location()).atVersion(version).build(engine);
    List<Row> actions = new ArrayList<>();
    for (AddFile file : files(snapshot)) {
      actions.add(SingleAction.createRemoveFileSingleAction(file.toRemoveFileRow(false, now())));
    }
    DataFile written =
        new RowFileWriter(folder).write(InteractionsTable.SEGMENT + "=" + segment, rows);
    actions.add(
        SingleAction.createAddFileSingleAction(
            added(
                written.path(),
                segment,
                written.size(),
                false,
                Optional.empty(),
                Optional.of(Appender.statistics(written)))));
    commit(snapshot, actions);
  }

  /** Deletes the rows at {@code rowIndexes} of one file by a deletion vector within the log. */
  void delete(String path, int... rowIndexes) {
    Snapshot snapshot = TableManager.loadSnapshot(folder.location()).build(engine);
    AddFile file =
        files(snapshot).stream().filter(f -> f.getPath().equals(path)).findFirst().orElseThrow();
    String segment =
        VectorUtils.<String, String>toJavaMap(file.getPartitionValues())
            .get(InteractionsTable.SEGMENT);
    byte[] vector = vector(rowIndexes);
    DeletionVectorDescriptor descriptor =
        new DeletionVectorDescriptor(
            DeletionVectorDescriptor.INLINE_DV_MARKER,
            Base85Codec.encodeBytes(vector),
            Optional.empty(),
            vector.length,
            rowIndexes.length);
    commit(
        snapshot,
        List.of(
            SingleAction.createRemoveFileSingleAction(file.toRemoveFileRow(true, now())),
            SingleAction.createAddFileSingleAction(
                added(
                    path,
                    segment,
                    file.getSize(),
                    true,
                    Optional.of(descriptor),
                    file.getStats(TableSchema.STATISTICS)))));
  }

  private static Row added(
      String path,
      String segment,
      long size,
      boolean dataChange,
      Optional<DeletionVectorDescriptor> deleted,
      Optional<io.delta.kernel.statistics.DataFileStatistics> statistics) {
    return AddFile.createAddFileRow(
        TableSchema.STATISTICS,
        path,
        VectorUtils.stringStringMapValue(Map.of(InteractionsTable.SEGMENT, segment)),
        size,
        0,
        dataChange,
        deleted,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        statistics);
  }

  private void commit(Snapshot snapshot, List<Row> actions) {
    Transaction transaction =
        snapshot.buildUpdateTableTransaction("Maintenance", Operation.MANUAL_UPDATE).build(engine);
    transaction.commit(
        engine, CloseableIterable.inMemoryIterable(Appender.closeable(actions.iterator())));
  }

  private List<AddFile> files(Snapshot snapshot) {
    List<AddFile> files = new ArrayList<>();
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(row -> files.add(new AddFile(row.getStruct(0))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Delta's portable serialization: magic number, one bitmap, its key 0, the bitmap. */
  private static byte[] vector(int... rowIndexes) {
    RoaringBitmap bitmap = RoaringBitmap.bitmapOf(rowIndexes);
    int size = bitmap.serializedSizeInBytes();
    ByteBuffer buffer = ByteBuffer.allocate(16 + size).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(1681511377).putLong(1).putInt(0);
    bitmap.serialize(buffer);
    return buffer.array();
  }

  private static Optional<Long> now() {
    return Optional.of(1_700_000_000_000L);
  }
}
