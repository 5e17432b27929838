package io.tastelake.batch.task;

import io.tastelake.batch.DatabasesOption;
import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.Undeclared;
import io.tastelake.batch.nightly.NightlyJob;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.AskedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The jobs, of which those that the tasks run only note that they ran. */
@Command(
    name = "jobs",
    subcommands = {
      RecordingJobs.Compact.class,
      RecordingJobs.Recompute.class,
      RecordingJobs.Train.class,
      NightlyJob.class,
      RunTasksJob.class
    })
final class RecordingJobs {

  /** What ran, in order. */
  static final List<String> RAN = new ArrayList<>();

  private static AutoCloseable whileTheSlowRuns = () -> {};

  /** What happens while the training of the slow database goes on. */
  static void whileTheSlowRuns(AutoCloseable happens) {
    whileTheSlowRuns = happens;
  }

  private static void meanwhile() {
    try {
      whileTheSlowRuns.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Command(name = "recompute-ratings")
  static final class Recompute extends Job {

    @Mixin Installation installation;
    @Mixin DatabasesOption databases;

    @Override
    protected Function<SparkSession, Summary> work() {
      String database = named(databases, installation);
      return spark -> {
        RAN.add("recompute " + database);
        return Summary.of("recompute-ratings");
      };
    }
  }

  @Command(name = "train-item-factors")
  static final class Train extends Job {

    @Mixin Installation installation;
    @Mixin DatabasesOption databases;

    @Option(names = "--rank")
    int rank = 32;

    @Override
    protected Function<SparkSession, Summary> work() {
      if (rank < 1) {
        throw new IllegalArgumentException("--rank must be at least 1, not " + rank + ".");
      }
      String database = named(databases, installation);
      return spark -> {
        RAN.add("train " + database + " " + rank);
        if (database.equals(RunTasksTest.SPOILT.value())) {
          throw Undeclared.failure("The disk is full.");
        }
        if (database.equals(RunTasksTest.SLOW.value())) {
          meanwhile();
          RunTasksTest.ask(AskedTask.TRAINING, RunTasksTest.SAME, Instant.now().minusSeconds(90));
        }
        return Summary.of("train-item-factors")
            .with("trained", database.equals(RunTasksTest.SHOP.value()) ? 1 : 0)
            .with("unchanged", database.equals(RunTasksTest.SAME.value()) ? 1 : 0)
            .with("ratings", database.equals(RunTasksTest.SHOP.value()) ? 1234L : 3L);
      };
    }
  }

  @Command(name = "compact")
  static final class Compact extends Job {

    @Mixin Installation installation;

    @Override
    protected Function<SparkSession, Summary> work() {
      return spark -> {
        RAN.add("compact");
        return Summary.of("compact").with("rows_written", RAN.size() == 1 ? 12_345L : 0L);
      };
    }
  }

  /** As the real steps do: a database that the store does not know is refused. */
  private static String named(DatabasesOption databases, Installation installation) {
    return databases.ids(installation).stream().map(DatabaseId::value).findFirst().orElse("all");
  }
}
