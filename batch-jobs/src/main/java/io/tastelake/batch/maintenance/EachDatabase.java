package io.tastelake.batch.maintenance;

import io.tastelake.batch.Explanation;
import io.tastelake.batch.JobFailedException;
import io.tastelake.batch.Summary;
import io.tastelake.domain.identity.DatabaseId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a job go on with the other databases when it fails for one. */
public final class EachDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(EachDatabase.class);

  private final Map<String, String> failures = new TreeMap<>();
  private final HeldLock held;
  private final Consumer<String> report;

  /**
   * Nothing has failed yet.
   *
   * @param held while the job holds it, one database's failure ends nothing for the others
   * @param report hears at once what fails
   */
  public EachDatabase(HeldLock held, Consumer<String> report) {
    this.held = held;
    this.report = report;
  }

  /**
   * Does the work for {@code database}; returns nothing if that fails.
   *
   * @throws JobFailedException as the work does: then none of the others could go better
   */
  public <T> Optional<T> attempt(DatabaseId database, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (JobFailedException e) {
      throw e;
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      held.require();
      LOG.error("It failed for database {}", database.value(), e);
      failures.put(database.value(), Explanation.of(e));
      report.accept("database " + database.value() + ": failed: " + Explanation.of(e));
      return Optional.empty();
    }
  }

  /**
   * Names in {@code summary} the databases for which it failed: if there are any, so did the job.
   */
  public Summary told(Summary summary) {
    return failures.isEmpty()
        ? summary
        : summary
            .with("failed_databases", failures)
            .failing(
                "It failed for %s; the others are done. What stands above says why."
                    .formatted(String.join(", ", failures.keySet())));
  }
}
