package io.tastelake.lake.taste;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.ItemFactors;
import io.tastelake.lake.file.LakeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Reads the item factors of a model from the lake's table {@code item_factors}. */
public final class LakeItemFactors {

  private final String location;
  private final String model;
  private final int rank;
  private final Engine engine;
  private final Map<ItemId, float[]> vectors = new HashMap<>();

  private LakeItemFactors(URI lakeRoot, String model, int rank) {
    this.engine = LakeEngine.with(new Configuration());
    this.location = ItemFactorsTable.locationBelow(lakeRoot);
    this.model = model;
    this.rank = rank;
  }

  /**
   * The factors of all items of a model. A model's rows never change, so what was read stays true.
   *
   * @param lakeRoot the lake's folder
   * @param model the model's id
   * @param rank how many factors each item has, as the online store says
   * @throws ModelMissingException if there is no table or no row of the model, or if an item has
   *     another number of factors
   */
  public static ItemFactors read(URI lakeRoot, String model, int rank) {
    LakeItemFactors reading = new LakeItemFactors(lakeRoot, model, rank);
    try {
      reading.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The item factors of model " + model + " cannot be read from " + reading.location, e);
    }
    return ItemFactors.of(rank, reading.vectors);
  }

  private void readAll() throws IOException {
    Snapshot snapshot = snapshot();
    Scan scan =
        snapshot
            .getScanBuilder()
            .withReadSchema(columns(snapshot.getSchema()))
            .withFilter(
                new Predicate("=", new Column(ItemFactorsTable.MODEL), Literal.ofString(model)))
            .build();
    Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            readFile(state, rows.next());
          }
        }
      }
    }
    if (vectors.isEmpty()) {
      throw new ModelMissingException(
          "The table at %s holds no factors of model %s: it was deleted, or the online store is of another lake. Train a model with train-item-factors."
              .formatted(location, model));
    }
  }

  private Snapshot snapshot() {
    try {
      return TableManager.loadSnapshot(location).build(engine);
    } catch (TableNotFoundException e) {
      throw new ModelMissingException(
          "There are no item factors at %s, so none of model %s: train-item-factors writes them; or the path is wrong."
              .formatted(location, model),
          e);
    }
  }

  private static StructType columns(StructType table) {
    return new StructType()
        .add(table.get(ItemFactorsTable.ITEM_ID))
        .add(table.get(ItemFactorsTable.FACTORS));
  }

  private void readFile(Row state, Row file) throws IOException {
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
        take(batches.next());
      }
    }
  }

  private void take(FilteredColumnarBatch selected) {
    ColumnarBatch batch = selected.getData();
    Optional<ColumnVector> chosen = selected.getSelectionVector();
    ColumnVector items = batch.getColumnVector(0);
    ColumnVector factors = batch.getColumnVector(1);
    for (int row = 0; row < batch.getSize(); row++) {
      if (chosen.isEmpty() || (!chosen.get().isNullAt(row) && chosen.get().getBoolean(row))) {
        ItemId item = new ItemId(items.getString(row));
        vectors.put(item, vector(item, factors, row));
      }
    }
  }

  private float[] vector(ItemId item, ColumnVector factors, int row) {
    int size = factors.isNullAt(row) ? 0 : factors.getArray(row).getSize();
    if (size != rank) {
      throw wrong(item, size + " factors");
    }
    ColumnVector numbers = factors.getArray(row).getElements();
    float[] vector = new float[rank];
    for (int i = 0; i < rank; i++) {
      if (numbers.isNullAt(i)) {
        throw wrong(item, "a factor that is null");
      }
      vector[i] = numbers.getFloat(i);
    }
    return vector;
  }

  private ModelMissingException wrong(ItemId item, String found) {
    return new ModelMissingException(
        "In the table at %s, item %s of model %s has %s where the online store says %d: the rows are not this model's. Train a new one with train-item-factors."
            .formatted(location, item, model, found, rank));
  }
}
