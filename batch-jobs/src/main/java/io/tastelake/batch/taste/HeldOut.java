package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.tastelake.contracts.lake.RatingsTable;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** A database's ratings without the last ones of each user, and what users liked among these. */
final class HeldOut implements AutoCloseable {

  private static final int LENGTH = Ranking.MAX_LENGTH;

  private final Centre centre;
  private final double share;
  private final Dataset<Row> participating;
  private final long count;
  private final List<Question> questions;

  /** Made for the first training, and kept for all. */
  private RatingBlocks blocks;

  private record Question(String user, Map<ItemId, Double> rated, Set<String> liked) {}

  private HeldOut(
      Dataset<Row> ratings,
      Centre centre,
      double share,
      BiFunction<Dataset<Row>, Dataset<Row>, List<Question>> questions) {
    this.centre = centre;
    this.share = share;
    Dataset<Row> marked =
        EvaluateTopology.lastOfEachUser(ratings, share).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Dataset<Row> known = marked.where(not(col(EvaluateTopology.HELD_OUT)));
      this.participating =
          FactorsTopology.participating(known, centre).persist(StorageLevel.MEMORY_AND_DISK());
      this.count = participating.count();
      this.questions = questions.apply(known, marked.where(col(EvaluateTopology.HELD_OUT)));
    } finally {
      marked.unpersist();
    }
  }

  /**
   * Holds out.
   *
   * @param ratings rows of {@link RatingsTable} of one database
   * @param centre above it are likes
   * @param share of each user's ratings
   * @param maxUsers of more, a sample is asked
   */
  static HeldOut of(Dataset<Row> ratings, Centre centre, double share, int maxUsers) {
    return new HeldOut(
        ratings,
        centre,
        share,
        (known, heldOut) ->
            EvaluateTopology.questions(known, heldOut, centre, maxUsers).collectAsList().stream()
                .map(
                    row ->
                        new Question(
                            row.getString(0),
                            Evaluation.rated(row.getList(1)),
                            Set.copyOf(row.getList(2))))
                .toList());
  }

  /**
   * Asks the same users for the same items, after other ratings of the same pairs of user and item
   * with the same times, of which the same are held out.
   *
   * @param centreOfOthers above it are likes among {@code others}
   */
  HeldOut after(Dataset<Row> others, Centre centreOfOthers) {
    return new HeldOut(others, centreOfOthers, share, (known, heldOut) -> asked(known));
  }

  private List<Question> asked(Dataset<Row> known) {
    Object[] users = questions.stream().map(Question::user).toArray();
    Map<String, Map<ItemId, Double>> rated = new HashMap<>();
    EvaluateTopology.rated(known.where(col(RatingsTable.USER_ID).isin(users)))
        .collectAsList()
        .forEach(row -> rated.put(row.getString(0), Evaluation.rated(row.getList(1))));
    return questions.stream()
        .map(
            each ->
                new Question(each.user(), rated.getOrDefault(each.user(), Map.of()), each.liked()))
        .toList();
  }

  /** How many ratings take part in training. */
  long count() {
    return count;
  }

  /** How many users are asked; none if the ratings are too few for a model. */
  int users() {
    return count < Centre.MIN_RATINGS ? 0 : questions.size();
  }

  /**
   * Trains, and asks every user.
   *
   * @return NDCG@100 by user, in the same order each time; 0 if the ratings are too few for a model
   */
  double[] ndcg(AlsSettings als, Consumer<String> progress) {
    if (count < Centre.MIN_RATINGS) {
      return new double[questions.size()];
    }
    Recommender recommender = Recommender.als(als, centre, vectors(als, progress));
    return questions.stream()
        .mapToDouble(
            asked -> new Ranking(recommender.ranked(asked.rated()), asked.liked()).ndcg(LENGTH))
        .toArray();
  }

  private Map<String, float[]> vectors(AlsSettings als, Consumer<String> progress) {
    Optional<float[]> own =
        als.solver() == Solver.IALSPP
            ? OwnAls.factors(
                OwnAls.context(participating.sparkSession()),
                blocks(),
                als,
                OwnAls.maxBytes(),
                progress)
            : Optional.empty();
    return own.map(factors -> vectors(factors, als.rank()))
        .orElseGet(
            () ->
                ItemFactorsLake.vectors(
                    FactorsTopology.trained(participating, count, als).items()));
  }

  private RatingBlocks blocks() {
    if (blocks == null) {
      blocks = RatingBlocks.of(participating, OwnAls.blocks(count));
    }
    return blocks;
  }

  private Map<String, float[]> vectors(float[] factors, int rank) {
    Map<String, float[]> vectors = new HashMap<>();
    String[] ids = blocks.itemIds();
    for (int row = 0; row < ids.length; row++) {
      vectors.put(ids[row], Arrays.copyOfRange(factors, row * rank, (row + 1) * rank));
    }
    return vectors;
  }

  @Override
  public void close() {
    if (blocks != null) {
      blocks.close();
    }
    participating.unpersist();
  }
}
