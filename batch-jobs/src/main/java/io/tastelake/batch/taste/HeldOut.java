package io.tastelake.batch.taste;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.taste.Centre;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** A database's ratings without the last ones of each user, and what users liked among these. */
final class HeldOut implements AutoCloseable {

  private static final int LENGTH = Ranking.MAX_LENGTH;

  private final Centre centre;
  private final Dataset<Row> participating;
  private final long count;
  private final List<Question> questions = new ArrayList<>();

  /** Made for the first training, and kept for all. */
  private RatingBlocks blocks;

  private record Question(Map<ItemId, Double> rated, Set<String> liked) {}

  /**
   * Holds out.
   *
   * @param ratings rows of {@link io.tastelake.contracts.lake.RatingsTable} of one database
   * @param centre above it are likes
   * @param share of each user's ratings
   * @param maxUsers of more, a sample is asked
   */
  HeldOut(Dataset<Row> ratings, Centre centre, double share, int maxUsers) {
    this.centre = centre;
    Dataset<Row> marked =
        EvaluateTopology.lastOfEachUser(ratings, share).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Dataset<Row> known = marked.where(not(col(EvaluateTopology.HELD_OUT)));
      this.participating =
          FactorsTopology.participating(known, centre).persist(StorageLevel.MEMORY_AND_DISK());
      this.count = participating.count();
      if (count >= Centre.MIN_RATINGS) {
        EvaluateTopology.questions(
                known, marked.where(col(EvaluateTopology.HELD_OUT)), centre, maxUsers)
            .collectAsList()
            .forEach(
                row ->
                    questions.add(
                        new Question(
                            Evaluation.rated(row.getList(1)), Set.copyOf(row.getList(2)))));
      }
    } finally {
      marked.unpersist();
    }
  }

  /** How many ratings take part in training. */
  long count() {
    return count;
  }

  /** How many users are asked. */
  int users() {
    return questions.size();
  }

  /**
   * Trains, and asks every user.
   *
   * @return NDCG@100 by user
   */
  double[] ndcg(AlsSettings als, Consumer<String> progress) {
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
