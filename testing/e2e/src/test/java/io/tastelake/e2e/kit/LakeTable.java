package io.tastelake.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** The newest version of any table of the lake when this was made, as Delta's own reader has it. */
public final class LakeTable {

  private final Engine engine = DefaultEngine.create(new Configuration());
  private final Snapshot snapshot;

  private LakeTable(String location) {
    this.snapshot = TableManager.loadSnapshot(location).build(engine);
  }

  /** The table at {@code location}, if there is one. */
  public static Optional<LakeTable> at(String location) {
    try {
      return Optional.of(new LakeTable(location));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    }
  }

  public long version() {
    return snapshot.getVersion();
  }

  /** Its files; fails if one holds rows that are only marked as deleted. */
  public List<Path> wholeFiles() {
    List<Path> files = new ArrayList<>();
    forEachFile(
        snapshot.getScanBuilder().build(),
        (state, file) -> {
          assertThat(InternalScanFileUtils.getDeletionVectorDescriptorFromRow(file)).isNull();
          files.add(Path.of(URI.create(InternalScanFileUtils.getAddFileStatus(file).getPath())));
        });
    return files;
  }

  /** Gives {@code action} each text of each row. */
  public void forEachText(Consumer<String> action) {
    List<String> texts =
        snapshot.getSchema().fields().stream()
            .filter(field -> field.getDataType().equals(StringType.STRING))
            .map(StructField::getName)
            .toList();
    forEach(
        texts,
        row -> {
          for (int column = 0; column < texts.size(); column++) {
            if (!row.isNullAt(column)) {
              action.accept(row.getString(column));
            }
          }
        });
  }

  /** Gives {@code action} each row, in these columns. */
  public void forEach(List<String> columns, Consumer<Row> action) {
    StructType schema = new StructType(columns.stream().map(snapshot.getSchema()::get).toList());
    forEachFile(
        snapshot.getScanBuilder().withReadSchema(schema).build(),
        (state, file) -> read(state, file, action));
  }

  private interface FileAction {
    void take(Row state, Row file) throws IOException;
  }

  private void forEachFile(Scan scan, FileAction action) {
    Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            action.take(state, rows.next());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Row state, Row file, Consumer<Row> action) throws IOException {
    try (CloseableIterator<FileReadResult> read =
            engine
                .getParquetHandler()
                .readParquetFiles(
                    Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                    ScanStateRow.getPhysicalDataReadSchema(state),
                    Optional.empty());
        CloseableIterator<FilteredColumnarBatch> batches =
            Scan.transformPhysicalData(engine, state, file, read.map(FileReadResult::getData))) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(action);
        }
      }
    }
  }
}
