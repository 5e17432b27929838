package io.tastelake.batch.task;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.ReadyJob;
import io.tastelake.batch.Summary;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.time.Pause;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs the trainings that clients of the API ask for, as the nightly would. */
@Command(
    name = "run-tasks",
    description = {
      "Claims the trainings that clients ask for (POST tasks/ml_model_retrain/), and runs them.",
      "Runs until it is stopped: a training that nobody claims within 60 s has failed.",
      "Also takes the options of nightly, which runs the steps of a training."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class RunTasksJob extends Job {

  private static final String STEPS = "recompute-ratings,train-item-factors";
  private static final String DATABASE = "--database";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;
  @Mixin private Installation installation;
  @Unmatched private List<String> others = new ArrayList<>();

  @Option(names = "--once", description = "Ends when no training is waiting.")
  private boolean once;

  private final Clock clock = Clock.systemUTC();

  @Override
  public boolean isStep() {
    return false;
  }

  @Override
  protected Optional<URI> writtenLake() {
    return Optional.of(installation.lake());
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    requireNoDatabase();
    ReadyJob unused = training(List.of()); // its options are checked
    return this::run;
  }

  private Summary run(SparkSession spark) {
    AskedTrainings trainings =
        new AskedTrainings(
            OnlineStore.over(installation::store),
            installation::store,
            clock,
            database -> training(database).run(spark, progress()),
            this::report);
    boolean more = true;
    while (more) {
      more = lookOnce(trainings) && !once;
    }
    Summary summary =
        Summary.of("run-tasks")
            .with("completed", trainings.completed())
            .with("failed", trainings.failed());
    return trainings.failed() == 0
        ? summary
        : summary.failing("A training failed; what stands above says why.");
  }

  /** Whether to look again. */
  private boolean lookOnce(AskedTrainings trainings) {
    try {
      trainings.runWaiting();
    } catch (StoreUnavailableException e) {
      if (once) {
        throw e;
      }
      report("The online store does not answer; will look again: " + e.getMessage());
    }
    try {
      if (!once) {
        Pause.of(LOOK_EVERY);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void requireNoDatabase() {
    if (others.stream().anyMatch(token -> token.split("=", 2)[0].equals(DATABASE))) {
      throw new ParameterException(
          spec.commandLine(),
          "run-tasks trains the databases that clients ask for: leave out " + DATABASE + ".");
    }
  }

  /** A training of one database, whose options are right. */
  private ReadyJob training(DatabaseId database) {
    return training(List.of(DATABASE, database.value()));
  }

  private ReadyJob training(List<String> databases) {
    CommandLine nightly = spec.parent().subcommands().get("nightly");
    List<String> arguments = new ArrayList<>(others);
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (nightly.getCommandSpec().findOption(option.longestName()) != null) {
        arguments.add(option.longestName());
        arguments.addAll(option.arity().max() == 0 ? List.of() : option.originalStringValues());
      }
    }
    arguments.addAll(List.of("--steps", STEPS));
    arguments.addAll(databases);
    nightly.parseArgs(arguments.toArray(String[]::new));
    Job job = nightly.getCommand();
    return job.ready();
  }
}
