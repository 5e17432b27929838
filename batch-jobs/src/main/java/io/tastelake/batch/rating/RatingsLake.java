package io.tastelake.batch.rating;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.DatabaseId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The table {@code ratings}: replaced where it differs, in one commit, and left alone elsewhere.
 */
public final class RatingsLake {

  private static final Column[] CONTENT = {
    col(RatingsTable.USER_ID),
    col(RatingsTable.ITEM_ID),
    col(RatingsTable.RATING),
    col(RatingsTable.RATED_AT),
    col(RatingsTable.GIVEN),
  };

  private final SparkSession spark;
  private final String table;

  public RatingsLake(SparkSession spark, URI lake) {
    this.spark = spark;
    this.table = new Path(RatingsTable.locationBelow(lake)).toString();
  }

  /** The rows of a database: how many, and what they are, in any order. */
  public record Content(long rows, long hash, long otherHash) {

    static final Content NOTHING = new Content(0, 0, 0);

    /** A name that no other content has. */
    public String name() {
      return "%d-%016x%016x".formatted(rows, hash, otherHash);
    }
  }

  /** The table's rows. */
  Dataset<Row> rows() {
    return spark.read().format("delta").load(table);
  }

  /**
   * The rows of one database.
   *
   * @throws JobFailedException if there is no table yet
   */
  public Dataset<Row> rows(DatabaseId database) {
    require();
    return rows().where(col(RatingsTable.DATABASE).equalTo(database.value()));
  }

  /**
   * Makes sure that there is a table; none is created.
   *
   * @throws JobFailedException if there is none yet
   */
  public void require() {
    if (!DeltaTable.isDeltaTable(spark, table)) {
      throw new JobFailedException(
          "There are no ratings: " + table + " is not a table.",
          "Run recompute-ratings first; or --lake is wrong.");
    }
  }

  /** What of one database there is. */
  public static Content content(Dataset<Row> ratings, DatabaseId database) {
    return contents(ratings).getOrDefault(database.value(), Content.NOTHING);
  }

  /**
   * Makes {@code ratings} the content of the databases that they hold or that {@code among} names.
   *
   * @param among the databases whose rows may be replaced; what else there is stays
   * @return the databases that changed, by id
   */
  Set<String> replace(
      Dataset<Row> ratings, Map<String, Content> contents, Set<String> among, HeldLock held) {
    Map<String, Content> before = contents(rows());
    Set<String> changed = new TreeSet<>(among);
    changed.removeIf(
        database -> {
          Content content = contents.get(database);
          return content == null
              ? !before.containsKey(database)
              : content.equals(before.get(database));
        });
    if (!changed.isEmpty()) {
      replaceAll(ratings, changed, held);
    }
    return changed;
  }

  /**
   * The databases that have rows, by id.
   *
   * @throws JobFailedException if there is no table yet
   */
  public Set<String> databases() {
    require();
    Dataset<Row> databases = rows().select(RatingsTable.DATABASE).distinct();
    return new TreeSet<>(databases.as(Encoders.STRING()).collectAsList());
  }

  /**
   * Those of some databases that have ratings.
   *
   * @param only which; all if empty
   * @throws JobFailedException if one of {@code only} has none
   */
  public List<DatabaseId> among(Set<DatabaseId> only) {
    Set<String> known = databases();
    for (DatabaseId database : only) {
      if (!known.contains(database.value())) {
        throw new JobFailedException(
            "Database " + database.value() + " has no ratings in the lake.",
            "Run recompute-ratings first, or check --database.");
      }
    }
    return only.isEmpty()
        ? known.stream().sorted().map(DatabaseId::new).toList()
        : List.copyOf(only);
  }

  private void replaceAll(Dataset<Row> ratings, Set<String> databases, HeldLock held) {
    held.require();
    Object[] ids = databases.toArray();
    ratings
        .where(col(RatingsTable.DATABASE).isin(ids))
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", predicate(databases))
        .save(table);
  }

  private static String predicate(Set<String> databases) {
    return databases.stream()
        .map(database -> "'" + new DatabaseId(database).value() + "'")
        .collect(Collectors.joining(", ", RatingsTable.DATABASE + " IN (", ")"));
  }

  /** What rows of this table each database has; two hashes, since one of 64 bits may collide. */
  static Map<String, Content> contents(Dataset<Row> ratings) {
    List<Column> salted = new ArrayList<>(List.of(CONTENT));
    salted.add(lit("another"));
    Map<String, Content> contents = new HashMap<>();
    for (Row row :
        ratings
            .groupBy(col(RatingsTable.DATABASE))
            .agg(
                count(lit(1)),
                bit_xor(xxhash64(CONTENT)),
                bit_xor(xxhash64(salted.toArray(Column[]::new))))
            .collectAsList()) {
      contents.put(row.getString(0), new Content(row.getLong(1), row.getLong(2), row.getLong(3)));
    }
    return contents;
  }

  /**
   * Creates the table, unless it is there. Statistics of ids would find nothing, and would keep ids
   * where no deletion looks for them.
   */
  void createIfMissing(HeldLock held) {
    held.require();
    DeltaTable.createIfNotExists(spark)
        .location(table)
        .addColumn(RatingsTable.DATABASE, "STRING")
        .addColumn(RatingsTable.USER_ID, "STRING")
        .addColumn(RatingsTable.ITEM_ID, "STRING")
        .addColumn(RatingsTable.RATING, "DOUBLE")
        .addColumn(RatingsTable.RATED_AT, "DOUBLE")
        .addColumn(RatingsTable.GIVEN, "BOOLEAN")
        .partitionedBy(RatingsTable.DATABASE)
        .property(
            "delta.dataSkippingStatsColumns", RatingsTable.RATING + "," + RatingsTable.RATED_AT)
        .execute();
  }
}
