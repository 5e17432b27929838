package io.tastelake.notebooks;

import io.tastelake.batch.BatchSession;
import io.tastelake.batch.interaction.InteractionRows;
import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.contracts.lake.ItemFactorsTable;
import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A small lake of a shop whose users each like one of four kinds of items: a few weeks of views,
 * likes and purchases, sessions that are resolved or not, ratings and one model.
 */
final class SampleLake {

  /** What the database of this shop has as parameters. */
  static final String PARAMETERS =
      """
      {"interaction_types": {"view": {"strength": 1.0}, "like": {"strength": 1.0}, "buy": {"strength": 3.0},
         "dismiss": {"strength": -1.0}}, "saturation": 8.0}
      """;

  private static final List<String> KIND_NAMES = List.of("Lamp", "Book", "Boot", "Game");

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(4, 2));
  private static final int USERS = 250;
  private static final int ITEMS = 160;
  private static final int KINDS = 4;
  private static final double START = 1_735_689_600; // 2025-01-01
  private static final double WEEKS = 8 * 7 * 86_400.0;

  private final SplittableRandom random;
  private final List<LoggedEvent> events = new ArrayList<>();

  private SampleLake(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Writes a lake, the same for the same seed; returns what is in it. */
  static List<LoggedEvent> write(URI root, long seed) throws IOException {
    SampleLake sample = new SampleLake(seed);
    for (int user = 0; user < USERS; user++) {
      sample.visit(user);
    }
    try (SparkSession spark = BatchSession.open("sample")) {
      sample
          .interactions(spark)
          .write()
          .format("delta")
          .partitionBy(InteractionsTable.SEGMENT)
          .save(InteractionsTable.locationBelow(root));
      Dataset<Row> ratings = ratings(spark, root).cache();
      ratings
          .write()
          .format("delta")
          .partitionBy(RatingsTable.DATABASE)
          .save(RatingsTable.locationBelow(root));
      factors(ratings)
          .write()
          .format("delta")
          .partitionBy(ItemFactorsTable.MODEL)
          .save(ItemFactorsTable.locationBelow(root));
    }
    return List.copyOf(sample.events);
  }

  /** What its catalogue calls its items, as JSON by id. */
  static String names() {
    return IntStream.range(0, ITEMS)
        .mapToObj(item -> "\"item-%d\": \"%s\"".formatted(item, name("item-" + item)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String name(String item) {
    int number = Integer.parseInt(item.substring("item-".length()));
    return "%s %d".formatted(KIND_NAMES.get(number % KINDS), 1 + number / KINDS);
  }

  private void visit(int user) {
    int visits = 4 + (int) (-12 * Math.log(1 - random.nextDouble()));
    double first = START + random.nextDouble() * WEEKS / 2;
    for (int i = 0; i < visits; i++) {
      double time = first + (START + WEEKS - first) * Math.pow(random.nextDouble(), 0.8);
      boolean anonymous = random.nextInt(10) == 0;
      Actor actor =
          anonymous
              ? Actor.of(new SessionId("s" + user + "-" + i))
              : Actor.of(new UserId("user-" + user));
      visit(actor, user % KINDS, time);
      if (anonymous && random.nextInt(10) < 6) {
        add(
            InteractionEvent.resolve(
                DATABASE, new SessionId(actor.id()), new UserId("user-" + user), time, 0));
      }
    }
  }

  /** Looks at items, mostly of the kind that is liked; likes and buys some of those. */
  private void visit(Actor actor, int kind, double time) {
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      boolean liked = random.nextInt(10) < 7;
      int of = liked ? kind : random.nextInt(KINDS);
      int rank = (int) (ITEMS / KINDS * Math.pow(random.nextDouble(), 2));
      ItemId item = new ItemId("item-" + (rank * KINDS + of));
      int seconds = 5 + random.nextInt(of == kind ? 240 : 40);
      record(actor, item, "view", time + 90 * i, "{\"seconds\":" + seconds + "}");
      int more = random.nextInt(100);
      if (of == kind && more < 22) {
        record(actor, item, "like", time + 90 * i + 30, null);
      }
      if (of == kind && more < 9) {
        record(actor, item, "buy", time + 90 * i + 60, "{\"price\":" + (5 + rank) + "}");
      }
      if (of != kind && more < 12) {
        record(actor, item, "dismiss", time + 90 * i + 20, null);
      }
    }
  }

  private void record(Actor actor, ItemId item, String type, double time, String properties) {
    InteractionId id = InteractionId.derived(DATABASE, "sample", events.size());
    add(
        InteractionEvent.record(
            DATABASE, actor, new Interaction(id, item, type, time, properties), 0));
  }

  private void add(InteractionEvent event) {
    events.add(new LoggedEvent(0, events.size(), event));
  }

  private Dataset<Row> interactions(SparkSession spark) {
    List<Row> rows =
        events.stream().map(event -> InteractionRows.row(event, InteractionsTable.FRESH)).toList();
    return spark.createDataFrame(rows, InteractionRows.SCHEMA).coalesce(1);
  }

  /** Ratings as simple as a sample's may be: what counts is that they have the table's form. */
  private static Dataset<Row> ratings(SparkSession spark, URI root) {
    spark
        .read()
        .format("delta")
        .load(InteractionsTable.locationBelow(root))
        .createOrReplaceTempView("sample");
    return spark
        .sql(
            """
            SELECT database_id, actor_id AS user_id, item_id,
                   CAST(least(9.9, greatest(1.1, 5.5 + sum(CASE interaction_type
                     WHEN 'buy' THEN 2.5 WHEN 'like' THEN 1.5 WHEN 'dismiss' THEN -2.0 ELSE 0.4 END))) AS DOUBLE) AS rating,
                   max(timestamp) AS rated_at, false AS given
            FROM sample WHERE operation = 'RECORD' AND actor_kind = 'USER'
            GROUP BY database_id, actor_id, item_id
            """)
        .coalesce(1);
  }

  private static Dataset<Row> factors(Dataset<Row> ratings) {
    Dataset<Row> triples =
        ratings.selectExpr(
            "CAST(substring(user_id, 6) AS INT) AS user",
            "CAST(substring(item_id, 6) AS INT) AS item",
            "CAST(rating - 5.5 AS FLOAT) AS preference");
    ALSModel model =
        new ALS()
            .setImplicitPrefs(true)
            .setRank(8)
            .setMaxIter(6)
            .setRegParam(0.1)
            .setAlpha(0.3)
            .setSeed(7)
            .setNumBlocks(1)
            .setUserCol("user")
            .setItemCol("item")
            .setRatingCol("preference")
            .fit(triples);
    return model
        .itemFactors()
        .selectExpr(
            "'0198a000-0000-7000-8000-000000000001' AS model_id",
            "'" + DATABASE + "' AS database_id",
            "concat('item-', id) AS item_id",
            "features AS factors")
        .coalesce(1);
  }
}
