package io.tastelake.batch.rating;

import io.tastelake.batch.SharedSpark;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.progress.Progress;
import io.tastelake.batch.store.JobStore;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.testkit.lake.RandomLake;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.time.Clock;

/** An online store as a recomputation leaves it. */
public final class Recomputed {

  private Recomputed() {}

  /** Recomputes all ratings of the lake into the store. */
  public static void into(JobStore store, URI lake) {
    Progress quiet = Progress.lines(new PrintWriter(Writer.nullWriter()), Clock.systemUTC());
    Recomputation.Outcome unused =
        new Recomputation(
                SharedSpark.session(),
                RecomputeRatingsConfig.defaults(lake),
                store,
                () -> LogPosition.start(RandomLake.TOPIC),
                HeldLock.UNGUARDED,
                quiet)
            .run();
  }
}
