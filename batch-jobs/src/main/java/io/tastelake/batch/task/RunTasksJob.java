package io.tastelake.batch.task;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.ReadyJob;
import io.tastelake.batch.Summary;
import io.tastelake.domain.time.Pause;
import io.tastelake.store.AskedTask;
import io.tastelake.store.AskedTasks;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Runs the trainings and compactions that clients of the API ask for, as the nightly would. */
@Command(
    name = "run-tasks",
    description = {
      "Claims what clients ask for (POST tasks/ml_model_retrain/, tasks/compact/), and runs it.",
      "Runs until it is stopped: a task that waits for 60 s while no runner is at work has failed.",
      "Also takes the options of nightly for trainings; compactions have their defaults."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class RunTasksJob extends Job {

  private static final Map<AskedTask, String> STEPS =
      Map.of(
          AskedTask.TRAINING, "recompute-ratings,train-item-factors",
          AskedTask.COMPACTION, "compact");
  private static final String DATABASE = "--database";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;
  @Mixin private Installation installation;
  @Unmatched private List<String> others = new ArrayList<>();

  @Option(names = "--once", description = "Ends when no task is waiting.")
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
    AskedWork work =
        new AskedWork(
            OnlineStore.over(installation::store),
            installation::store,
            clock,
            waiting -> steps(waiting).run(spark, progress()),
            this::report);
    boolean more = true;
    while (more) {
      more = lookOnce(work) && !once;
    }
    Summary summary =
        Summary.of("run-tasks").with("completed", work.completed()).with("failed", work.failed());
    return work.failed() == 0
        ? summary
        : summary.failing("A task failed; what stands above says why.");
  }

  /** Whether to look again. */
  private boolean lookOnce(AskedWork work) {
    try {
      work.runWaiting();
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

  /** A training is of one database; all share the files that a compaction joins. */
  private ReadyJob steps(AskedTasks.Waiting waiting) {
    return switch (waiting.task()) {
      case TRAINING -> training(List.of(DATABASE, waiting.database().value()));
      case COMPACTION -> nightly(AskedTask.COMPACTION, List.of());
    };
  }

  private ReadyJob training(List<String> databases) {
    List<String> options = new ArrayList<>(others);
    options.addAll(databases);
    return nightly(AskedTask.TRAINING, options);
  }

  private ReadyJob nightly(AskedTask task, List<String> options) {
    CommandLine nightly = spec.parent().subcommands().get("nightly");
    List<String> arguments = new ArrayList<>(options);
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (nightly.getCommandSpec().findOption(option.longestName()) != null) {
        arguments.add(option.longestName());
        arguments.addAll(option.arity().max() == 0 ? List.of() : option.originalStringValues());
      }
    }
    arguments.addAll(List.of("--steps", STEPS.get(task)));
    nightly.parseArgs(arguments.toArray(String[]::new));
    Job job = nightly.getCommand();
    return job.ready();
  }
}
