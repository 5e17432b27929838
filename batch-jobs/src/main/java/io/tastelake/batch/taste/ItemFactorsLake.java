package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.ItemFactors;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The table {@code item_factors}. */
final class ItemFactorsLake {

  private final SparkSession spark;
  private final String table;

  ItemFactorsLake(SparkSession spark, URI lake) {
    this.spark = spark;
    this.table = new Path(ItemFactorsTable.locationBelow(lake)).toString();
  }

  /** Writes a model's item factors in one commit: few items, so one file. */
  void write(Model model, Dataset<Row> items, HeldLock held) {
    createIfMissing(held);
    held.require();
    items
        .select(
            lit(model.id().toString()).as(ItemFactorsTable.MODEL),
            lit(model.database().value()).as(ItemFactorsTable.DATABASE),
            col(FactorsTopology.ITEM).as(ItemFactorsTable.ITEM_ID),
            col(FactorsTopology.FACTORS).as(ItemFactorsTable.FACTORS))
        .coalesce(1)
        .sortWithinPartitions(ItemFactorsTable.ITEM_ID)
        .write()
        .format("delta")
        .mode("append")
        .save(table);
  }

  /** A model's item factors, as every reader of the lake has them. */
  ItemFactors read(Model model) {
    return factors(
        model.als().rank(),
        rows()
            .where(col(ItemFactorsTable.MODEL).equalTo(model.id().toString()))
            .select(ItemFactorsTable.ITEM_ID, ItemFactorsTable.FACTORS));
  }

  /** Item factors from rows of item id and factors. */
  static ItemFactors factors(int rank, Dataset<Row> rows) {
    Map<ItemId, float[]> vectors = new HashMap<>();
    vectors(rows).forEach((item, vector) -> vectors.put(new ItemId(item), vector));
    return ItemFactors.of(rank, vectors);
  }

  /** Vectors by item from rows of item id and factors. */
  static Map<String, float[]> vectors(Dataset<Row> rows) {
    Map<String, float[]> vectors = new HashMap<>();
    for (Iterator<Row> items = rows.toLocalIterator(); items.hasNext(); ) {
      Row item = items.next();
      vectors.put(item.getString(0), floats(item.getList(1)));
    }
    return vectors;
  }

  private static float[] floats(List<Float> list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }

  /** Removes a database's models that {@code named} does not contain. */
  void retain(DatabaseId database, Collection<UUID> named, HeldLock held) {
    remove(
        col(ItemFactorsTable.DATABASE)
            .equalTo(database.value())
            .and(not(col(ItemFactorsTable.MODEL).isin(texts(named, UUID::toString)))),
        held);
  }

  /** Removes the models of all other databases. */
  void retain(Collection<DatabaseId> databases, HeldLock held) {
    remove(not(col(ItemFactorsTable.DATABASE).isin(texts(databases, DatabaseId::value))), held);
  }

  private static <T> Object[] texts(Collection<T> all, Function<T, String> text) {
    return all.stream().map(text).toArray();
  }

  /** Removes models, by their partitions. */
  private void remove(Column condition, HeldLock held) {
    if (!DeltaTable.isDeltaTable(spark, table)) {
      return;
    }
    List<String> gone =
        rows()
            .where(condition)
            .select(ItemFactorsTable.MODEL)
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();
    if (!gone.isEmpty()) {
      held.require();
      DeltaTable.forPath(spark, table).delete(col(ItemFactorsTable.MODEL).isin(gone.toArray()));
    }
  }

  Dataset<Row> rows() {
    return spark.read().format("delta").load(table);
  }

  private void createIfMissing(HeldLock held) {
    held.require();
    DeltaTable.createIfNotExists(spark)
        .location(table)
        .addColumn(ItemFactorsTable.MODEL, "STRING")
        .addColumn(ItemFactorsTable.DATABASE, "STRING")
        .addColumn(ItemFactorsTable.ITEM_ID, "STRING")
        .addColumn(ItemFactorsTable.FACTORS, "ARRAY<FLOAT>")
        .partitionedBy(ItemFactorsTable.MODEL)
        .execute();
  }
}
