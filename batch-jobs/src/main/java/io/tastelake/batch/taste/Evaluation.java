package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;

import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Trains on a database's earlier ratings and predicts the later ones. */
final class Evaluation {

  static final String ALS = "als";
  static final String POPULARITY = "popularity";

  private final EvaluateConfig config;
  private final Centre centre;

  /**
   * @param centre above it are likes, those that are learned from and those that are told
   */
  Evaluation(EvaluateConfig config, Centre centre) {
    this.config = config;
    this.centre = centre;
  }

  /**
   * What came of it.
   *
   * @param splitAt Unix seconds
   * @param trainedFrom how many ratings took part in training
   * @param meanKnown how many ratings those who were asked had before the split, on average
   * @param scores by recommender
   */
  record Result(double splitAt, long trainedFrom, double meanKnown, Map<String, Scores> scores) {}

  /**
   * Evaluates one database.
   *
   * @param ratings rows of {@link RatingsTable}
   * @return nothing if too few ratings lie before the split, or nothing was liked after it
   */
  Optional<Result> of(Dataset<Row> ratings) {
    double[] split =
        ratings
            .stat()
            .approxQuantile(RatingsTable.RATED_AT, new double[] {1 - config.testShare()}, 0);
    if (split.length == 0) {
      return Optional.empty();
    }
    Dataset<Row> known =
        EvaluateTopology.until(ratings, split[0]).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> participating =
        FactorsTopology.participating(known, centre).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long count = participating.count();
      return count < Centre.MIN_RATINGS
          ? Optional.empty()
          : asked(
              EvaluateTopology.questions(ratings, split[0], centre, config.maxUsers()),
              recommenders(known, participating, count),
              split[0],
              count);
    } finally {
      participating.unpersist();
      known.unpersist();
    }
  }

  private Map<String, Recommender> recommenders(
      Dataset<Row> known, Dataset<Row> participating, long count) {
    Map<String, Recommender> recommenders = new LinkedHashMap<>();
    recommenders.put(
        ALS,
        Recommender.als(
            config.als(),
            centre,
            ItemFactorsLake.vectors(
                FactorsTopology.items(participating, count, config.als(), unsaid -> {}))));
    recommenders.put(
        POPULARITY,
        Recommender.popularity(
            EvaluateTopology.popularity(known, centre)
                .select(col(RatingsTable.ITEM_ID))
                .as(Encoders.STRING())
                .collectAsList()));
    return recommenders;
  }

  private static Optional<Result> asked(
      Dataset<Row> questions, Map<String, Recommender> recommenders, double split, long count) {
    Map<String, List<Ranking>> rankings = new LinkedHashMap<>();
    recommenders.keySet().forEach(name -> rankings.put(name, new ArrayList<>()));
    long known = 0;
    for (Iterator<Row> users = questions.toLocalIterator(); users.hasNext(); ) {
      Row user = users.next();
      Map<ItemId, Double> rated = rated(user.getList(1));
      var liked = new HashSet<String>(user.getList(2));
      known += rated.size();
      recommenders.forEach(
          (name, recommender) ->
              rankings.get(name).add(new Ranking(recommender.ranked(rated), liked)));
    }
    Map<String, Scores> scores = new LinkedHashMap<>();
    rankings.forEach((name, all) -> scores.put(name, Scores.of(all)));
    long users = scores.get(ALS).users();
    return users == 0
        ? Optional.empty()
        : Optional.of(new Result(split, count, (double) known / users, scores));
  }

  static Map<ItemId, Double> rated(List<Row> items) {
    Map<ItemId, Double> rated = new HashMap<>();
    items.forEach(item -> rated.put(new ItemId(item.getString(0)), item.getDouble(1)));
    return rated;
  }
}
