package io.tastelake.notebooks.interaction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.delta.tables.DeltaTable;
import io.tastelake.batch.BatchSession;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.batch.taste.AlsSettings;
import io.tastelake.batch.taste.FactorsTopology;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.contracts.lake.LakeRoot;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.contracts.log.NumericProperties;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.rating.Contribution;
import io.tastelake.domain.rating.ImplicitToExplicitParameters;
import io.tastelake.domain.taste.Centre;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One database of a lake, to look at. It is never written. */
public final class NotebookLake {

  private static final String LAKE = "TASTELAKE_LAKE";
  private static final String DATABASE = "TASTELAKE_DATABASE";

  private final SparkSession spark;
  private final URI root;
  private final String database;

  private NotebookLake(SparkSession spark, URI root, String database) {
    this.spark = spark;
    this.root = root;
    this.database = database;
  }

  /**
   * The lake that the launcher named, and in it the database that it named, or the one of most
   * rows.
   *
   * @throws IllegalStateException if there is none; says what to do
   * @throws IllegalArgumentException if it lies where commits are not atomic; says what to do
   */
  public static NotebookLake open() {
    return open(System.getenv(LAKE));
  }

  static NotebookLake open(String lake) {
    if (lake == null) {
      throw new IllegalStateException(
          LAKE + " names no lake. Start the notebooks by ./tastelake notebooks, which sets it.");
    }
    URI root = LakeRoot.requireAtomicCommits(URI.create(lake), BatchSession.fileSystems());
    SparkSession spark = BatchSession.open("notebook");
    String table = InteractionsTable.locationBelow(root);
    if (!DeltaTable.isDeltaTable(spark, table)) {
      throw new IllegalStateException(
          "There is no table at %s: the lake is empty. Run ./tastelake demo first, or name another"
                  .formatted(table)
              + " folder with --data.");
    }
    String named = System.getenv(DATABASE);
    String database = named != null ? named : largest(spark.read().format("delta").load(table));
    return new NotebookLake(spark, root, database);
  }

  private static String largest(Dataset<Row> table) {
    Row first =
        table
            .groupBy(InteractionsTable.DATABASE)
            .agg(count(lit(1)).as("rows"))
            .orderBy(desc("rows"))
            .first();
    return first.getString(0);
  }

  public SparkSession spark() {
    return spark;
  }

  /** The id of the database. */
  public String database() {
    return database;
  }

  /**
   * The interactions as they stand, with columns as of {@link JoinedInteractions#SCHEMA}; amended
   * ones once, retracted and forgotten ones not at all.
   */
  public Dataset<Row> interactions() {
    Dataset<Row> rows =
        InteractionRows.of(table(InteractionsTable.locationBelow(root)))
            .filter(col(InteractionsTable.DATABASE).equalTo(database));
    return rows.repartition(col(InteractionsTable.ACTOR_HASH))
        .sortWithinPartitions(col(InteractionsTable.ACTOR_HASH))
        .mapPartitions(new JoinedInteractions(), Encoders.row(JoinedInteractions.SCHEMA));
  }

  /** What a rating depends on, of some users: by user and item. The same users each time. */
  public Map<UserId, Map<ItemId, List<Contribution>>> contributions(int users) {
    Dataset<Row> owned = interactions().filter(col("user_id").isNotNull()).cache();
    Dataset<Row> some =
        owned.select("user_id").distinct().orderBy(xxhash64(col("user_id"))).limit(users);
    Map<UserId, Map<ItemId, List<Contribution>>> all = contributions(owned.join(some, "user_id"));
    owned.unpersist();
    return all;
  }

  /** The same of one user: by item. */
  public Map<ItemId, List<Contribution>> contributions(UserId user) {
    return contributions(interactions().filter(col("user_id").equalTo(user.value())))
        .getOrDefault(user, Map.of());
  }

  private static Map<UserId, Map<ItemId, List<Contribution>>> contributions(Dataset<Row> rows) {
    Map<UserId, Map<ItemId, List<Contribution>>> all = new HashMap<>();
    for (Row row : rows.collectAsList()) {
      all.computeIfAbsent(new UserId(row.getAs("user_id")), user -> new HashMap<>())
          .computeIfAbsent(new ItemId(row.getAs("item_id")), item -> new ArrayList<>())
          .add(contribution(row));
    }
    return all;
  }

  private static Contribution contribution(Row row) {
    return new Contribution(
        row.getAs("interaction_type"),
        row.<Double>getAs("timestamp"),
        NumericProperties.of(row.getAs("properties")));
  }

  /** The parameters that the database has now; if they cannot be had, that is printed. */
  public Optional<ImplicitToExplicitParameters> parameters() {
    return PresentParameters.of(database, System.getenv(), System.out::println);
  }

  /** What the catalogue calls items; if that cannot be had, it is printed. */
  public Map<ItemId, String> names() {
    return CatalogueNames.of(database, System.getenv(), System.out::println);
  }

  /** The ratings of the last recomputation, if there was one. */
  public Optional<Dataset<Row>> ratings() {
    return existing(RatingsTable.locationBelow(root))
        .map(ratings -> ratings.filter(col(RatingsTable.DATABASE).equalTo(database)));
  }

  /** The item factors of the newest model, if there is one. */
  public Map<ItemId, float[]> itemFactors() {
    Map<ItemId, float[]> factors = new HashMap<>();
    existing(ItemFactorsTable.locationBelow(root))
        .map(models -> models.filter(col(ItemFactorsTable.DATABASE).equalTo(database)))
        .ifPresent(models -> newest(models).forEach((item, vector) -> factors.put(item, vector)));
    return factors;
  }

  /**
   * Trains item factors, as {@code train-item-factors} does, and keeps them to itself.
   *
   * @param ratings rows of {@link RatingsTable}
   * @param centre above it are likes
   */
  public Map<ItemId, float[]> trainedOn(Dataset<Row> ratings, AlsSettings settings, Centre centre) {
    SparkSession.setActiveSession(spark);
    Dataset<Row> participating = FactorsTopology.participating(ratings, centre).cache();
    Map<ItemId, float[]> factors = new HashMap<>();
    FactorsTopology.items(participating, participating.count(), settings, progress -> {})
        .collectAsList()
        .forEach(
            row ->
                factors.put(
                    new ItemId(row.getAs(FactorsTopology.ITEM)),
                    vector(row.getList(row.fieldIndex(FactorsTopology.FACTORS)))));
    participating.unpersist();
    return factors;
  }

  private static Map<ItemId, float[]> newest(Dataset<Row> models) {
    TreeMap<String, Map<ItemId, float[]>> byModel = new TreeMap<>();
    for (Row row : models.collectAsList()) {
      byModel
          .computeIfAbsent(row.getAs(ItemFactorsTable.MODEL), model -> new HashMap<>())
          .put(
              new ItemId(row.getAs(ItemFactorsTable.ITEM_ID)),
              vector(row.getList(row.fieldIndex(ItemFactorsTable.FACTORS))));
    }
    // ids of version 7 are ordered by the time of their making
    return byModel.isEmpty() ? Map.of() : byModel.lastEntry().getValue();
  }

  private static float[] vector(List<Float> factors) {
    float[] vector = new float[factors.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = factors.get(i);
    }
    return vector;
  }

  private Optional<Dataset<Row>> existing(String location) {
    return DeltaTable.isDeltaTable(spark, location)
        ? Optional.of(table(location))
        : Optional.empty();
  }

  /** Each cell runs in a thread of its own, where Spark knows no session and no settings of it. */
  private Dataset<Row> table(String location) {
    SparkSession.setActiveSession(spark);
    return spark.read().format("delta").load(location);
  }
}
