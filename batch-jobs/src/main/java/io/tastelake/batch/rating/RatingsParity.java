package io.tastelake.batch.rating;

import static org.apache.spark.sql.functions.col;

import io.tastelake.batch.interaction.LakeCatchUp;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.store.StoreAccess;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.taste.Revision;
import io.tastelake.store.UserRatings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Holds the inferred ratings that the online store shows against those computed anew from the lake,
 * as a recomputation does, and repairs nothing.
 */
public final class RatingsParity {

  /**
   * What was found.
   *
   * @param ratings computed ratings that were compared
   * @param drifted users of whom something differs by more than 1e-9, and stays so
   * @param moving users whose change was on its way
   * @param outdated users whose ratings are older than their database's parameters
   * @param named some of those who drifted
   */
  public record Found(long ratings, long drifted, long moving, long outdated, List<String> named) {}

  private final SparkSession spark;
  private final URI lake;
  private final StoreAccess store;
  private final LogEnd logEnd;
  private final Duration timeout;
  private long ratings;
  private long outdated;

  /** Waits for the lake to cover the log's end no longer than {@code timeout}. */
  public RatingsParity(
      SparkSession spark, URI lake, StoreAccess store, LogEnd logEnd, Duration timeout) {
    this.spark = spark;
    this.lake = lake;
    this.store = store;
    this.logEnd = logEnd;
    this.timeout = timeout;
  }

  /** Compares all users of all databases that have parameters. */
  public Found find(DriftRecheck looks) {
    DriftRecheck.Found found = looks.at(() -> look(looks.report()));
    return new Found(ratings, found.wrong().size(), found.moving(), outdated, found.named());
  }

  /** The users who differ now, by name, and their state. */
  private Map<String, Revision> look(Consumer<String> progress) {
    try (OnlineSnapshot online = OnlineSnapshot.take(store, Set.of())) {
      LakeVersion covering = new LakeCatchUp(spark, lake, timeout).covering(logEnd.now(), progress);
      ParametersOfDatabases parameters = online.parameters();
      Dataset<Row> evidence = RatingsTopology.evidence(covering.rows(spark), parameters);
      Dataset<Row> rated = RatingsTopology.rated(evidence, parameters);
      ComputedUsers computed =
          new ComputedUsers(rated.where(col(RatedItem.INFERRED).isNotNull()).toLocalIterator());
      return differing(online, computed);
    }
  }

  private Map<String, Revision> differing(OnlineSnapshot online, ComputedUsers computed) {
    ParametersOfDatabases parameters = online.parameters();
    Drift drift = new Drift(parameters);
    Map<String, Revision> differing = new HashMap<>();
    for (DatabaseId database : parameters.databases()) {
      if (parameters.of(database).isPresent()) {
        UserPairs.forEach(
            computed.of(database),
            online.users(database),
            (right, shown) -> {
              if (drift.compare(database, right, shown) == Drift.Verdict.DRIFTED) {
                UserRatings wrong = shown.ratings();
                differing.put(DriftRecheck.name(database, Actor.of(wrong.user())), wrong.state());
              }
            });
      }
    }
    ratings = drift.ratings();
    outdated = drift.outdated();
    return differing;
  }
}
