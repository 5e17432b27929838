package io.tastelake.batch.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.interaction.LogEnd;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.store.JobStore;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.Collisions;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.testkit.lake.RandomLake;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check beside a stream that is writing. */
final class RatingsParityTest {

  private static final DatabaseId DATABASE = Collisions.DATABASES.get(0);
  private static final Progress PROGRESS =
      Progress.lines(new PrintWriter(Writer.nullWriter()), Clock.systemUTC());
  private static final LogEnd COVERED = () -> LogPosition.start(RandomLake.TOPIC);

  @TempDir Path folder;

  @Test
  void tellsChangesOnTheirWayFromDrift() throws Exception {
    SparkSession spark = SharedSpark.session();
    try (JobStore store = new JobStore();
        RandomLake lake = RandomLake.in(folder, 11, 20)) {
      lake.append(400);
      store.reset(List.of(DATABASE));
      store.parameters(DATABASE, TestParameters.JSON);
      RecomputeRatingsConfig config = RecomputeRatingsConfig.defaults(lake.root());
      new Recomputation(spark, config, store, COVERED, HeldLock.UNGUARDED, PROGRESS).run();
      store.execute("CREATE TABLE kept AS TABLE inferred_ratings");
      List<String> users =
          store.rows("SELECT DISTINCT user_id FROM inferred_ratings ORDER BY 1 LIMIT 3");
      users.forEach(
          user ->
              store.execute("UPDATE inferred_ratings SET rated_at = 0 WHERE user_id = ?", user));

      RatingsParity.Found found =
          new RatingsParity(spark, lake.root(), store, COVERED, Duration.ZERO)
              .find(
                  new DriftRecheck(
                      Duration.ZERO,
                      said -> {
                        if (said.contains("checking again")) {
                          arrive(store, users.get(0));
                          write(store, users.get(1));
                        }
                      }));

      assertThat(found.named())
          .containsExactly(DriftRecheck.name(DATABASE, Actor.of(new UserId(users.get(2)))));
      assertThat(found.drifted()).isOne();
      assertThat(found.moving()).isEqualTo(2);
      assertThat(found.ratings()).isPositive();
    }
  }

  /** What the stream was late with is there. */
  private static void arrive(JobStore store, String user) {
    store.execute("DELETE FROM inferred_ratings WHERE user_id = ?", user);
    store.execute("INSERT INTO inferred_ratings SELECT * FROM kept WHERE user_id = ?", user);
  }

  /** The stream wrote of the user, and is late again. */
  private static void write(JobStore store, String user) {
    store.execute("UPDATE tastes SET revision = revision + 1 WHERE user_id = ?", user);
  }
}
