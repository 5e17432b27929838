package io.tastelake.lake.taste;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.defaults.internal.data.vector.DefaultGenericVector;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.domain.identity.ItemId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The table {@code item_factors} as a trainer would write it. */
final class FactorsTable {

  private static final String WRITER = "test";
  private static final String DATABASE = "AAAAAAAAAAAAAAAAAAAAAA";

  private final Engine engine = DefaultEngine.create(new Configuration());
  private final String location;
  private final StructType schema;

  private FactorsTable(URI lake, ArrayType factors) {
    this.location = ItemFactorsTable.locationBelow(lake);
    this.schema =
        new StructType()
            .add(ItemFactorsTable.MODEL, StringType.STRING)
            .add(ItemFactorsTable.DATABASE, StringType.STRING)
            .add(ItemFactorsTable.ITEM_ID, StringType.STRING)
            .add(ItemFactorsTable.FACTORS, factors);
  }

  /** Makes an empty table. */
  static FactorsTable create(URI lake, boolean containsNull) {
    FactorsTable table = new FactorsTable(lake, new ArrayType(FloatType.FLOAT, containsNull));
    TableManager.buildCreateTableTransaction(table.location, table.schema, WRITER)
        .withDataLayoutSpec(DataLayoutSpec.partitioned(List.of(new Column(ItemFactorsTable.MODEL))))
        .build(table.engine)
        .commit(table.engine, CloseableIterable.emptyIterable());
    return table;
  }

  /** Adds rows of a model, in one commit. */
  void add(String model, Map<ItemId, float[]> vectors) {
    Transaction transaction =
        TableManager.loadSnapshot(location)
            .build(engine)
            .buildUpdateTableTransaction(WRITER, Operation.WRITE)
            .build(engine);
    Row state = transaction.getTransactionState(engine);
    Map<String, Literal> partition = Map.of(ItemFactorsTable.MODEL, Literal.ofString(model));
    DataWriteContext context = Transaction.getWriteContext(engine, state, partition);
    try (CloseableIterator<FilteredColumnarBatch> rows =
            Transaction.transformLogicalData(
                engine, state, Utils.singletonCloseableIterator(rows(model, vectors)), partition);
        CloseableIterator<DataFileStatus> files =
            engine
                .getParquetHandler()
                .writeParquetFiles(
                    context.getTargetDirectory(), rows, context.getStatisticsColumns())) {
      transaction.commit(
          engine,
          CloseableIterable.inMemoryIterable(
              Transaction.generateAppendActions(engine, state, files, context)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FilteredColumnarBatch rows(String model, Map<ItemId, float[]> vectors) {
    List<Object> models = new ArrayList<>();
    List<Object> databases = new ArrayList<>();
    List<Object> items = new ArrayList<>();
    List<Object> factors = new ArrayList<>();
    vectors.forEach(
        (item, vector) -> {
          models.add(model);
          databases.add(DATABASE);
          items.add(item.value());
          List<Float> numbers = new ArrayList<>();
          for (float number : vector) {
            numbers.add(number);
          }
          factors.add(VectorUtils.buildArrayValue(numbers, FloatType.FLOAT));
        });
    DefaultGenericVector[] columns = {
      DefaultGenericVector.fromList(StringType.STRING, models),
      DefaultGenericVector.fromList(StringType.STRING, databases),
      DefaultGenericVector.fromList(StringType.STRING, items),
      DefaultGenericVector.fromList(schema.get(ItemFactorsTable.FACTORS).getDataType(), factors)
    };
    return new FilteredColumnarBatch(
        new DefaultColumnarBatch(vectors.size(), schema, columns), Optional.empty());
  }
}
