package io.tastelake.batch;

import io.tastelake.batch.store.DatabaseNames;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.store.JobRunsTable;
import io.tastelake.store.JobRunsTable.Result;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Leaves a row in the online store's table {@code job_runs} for each run, which the API shows as
 * metrics. A row that cannot be written fails no job: its work is done.
 */
final class RunNotes {

  private static final Logger LOG = LoggerFactory.getLogger(RunNotes.class);
  private static final int MAX_SENTENCE = 2_000;

  private final CommandSpec job;
  private final String name;
  private final Clock clock;

  /**
   * Of runs of {@code job}.
   *
   * @param name that they are noted by
   */
  RunNotes(CommandSpec job, String name, Clock clock) {
    this.job = job;
    this.name = name;
    this.clock = clock;
  }

  /** A run ended, and did what {@code summary} says. */
  void ended(Instant began, Summary summary) {
    add(
        began,
        summary.failure().isPresent() ? Result.FAILED : Result.DONE,
        summary.total("rows", "rows_written", "rows_removed", "ratings"),
        summary.total("users_drifted"),
        summary.toString());
  }

  /** A run ended early. */
  void failed(Instant began, Exception failure) {
    String why = Explanation.of(failure);
    add(
        began,
        Result.FAILED,
        OptionalLong.empty(),
        OptionalLong.empty(),
        why.length() > MAX_SENTENCE ? why.substring(0, MAX_SENTENCE) : why);
  }

  private void add(
      Instant began, Result result, OptionalLong rows, OptionalLong drift, String summary) {
    Optional<Installation> installation = installation(job).filter(Installation::namesStore);
    if (installation.isEmpty()) {
      return;
    }
    try {
      JobRunsTable.Run run =
          new JobRunsTable.Run(
              name,
              database(installation.get()),
              began,
              clock.instant(),
              result,
              rows,
              drift,
              summary);
      OnlineStore.over(installation.get()::store)
          .run(connection -> new JobRunsTable(connection).add(run));
    } catch (StoreException | ParameterException e) {
      LOG.warn("The run of {} is not in the table job_runs: {}", name, e.toString());
    }
  }

  private static Optional<Installation> installation(CommandSpec spec) {
    return spec.mixins().values().stream()
        .flatMap(
            mixin ->
                (mixin.userObject() instanceof Installation found
                        ? Optional.of(found)
                        : installation(mixin))
                    .stream())
        .findFirst();
  }

  /** The id of the one database that was asked for; a name that stands for none stays itself. */
  private String database(Installation installation) {
    String asked = database();
    try {
      return asked.isEmpty()
          ? asked
          : DatabaseNames.resolve(Set.of(asked), installation::store).iterator().next().value();
    } catch (JobFailedException e) {
      return asked;
    }
  }

  /** The one database that was asked for, by id or name; empty for several, or all. */
  private String database() {
    OptionSpec option = job.findOption("--database");
    Object value = option == null ? null : option.getValue();
    if (value instanceof Collection<?> several) {
      value = several.size() == 1 ? several.iterator().next() : null;
    }
    if (value instanceof DatabaseId database) {
      return database.value();
    }
    return value instanceof String text ? text : "";
  }
}
