package io.tastelake.batch.deletion;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what forgotten users and their sessions left on the disks. */
@Command(
    name = "forget-users",
    description =
        "Removes the rows of forgotten users from the lake's files and the online store,"
            + " proves it by a scan, and completes their tasks.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ForgetUsersJob extends Job {

  @Mixin private Installation installation;
  @Mixin private LockWait lockWait;

  @Option(
      names = "--tombstone-hours",
      paramLabel = "N",
      defaultValue = "25",
      description = {
        "How long to keep tombstones, so that a late retry brings nothing back.",
        "Idempotency-Keys live 24 hours: less is safe only if nobody retries."
      })
  private int tombstoneHours;

  @Option(
      names = "--vacuum-hours",
      paramLabel = "N",
      defaultValue = "" + CompactConfig.VACUUM_HOURS,
      description = "As compact has it: tasks say when the last replaced file will be gone.")
  private int vacuumHours;

  @Override
  protected Optional<URI> writtenLake() {
    return Optional.of(installation.lake());
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    ForgetConfig config =
        ForgetConfig.of(
            installation.lake(), Duration.ofHours(tombstoneHours), Duration.ofHours(vacuumHours));
    return spark -> forgotten(spark, config);
  }

  private Summary forgotten(SparkSession spark, ForgetConfig config) {
    ForgetUsers.Result done = alone(lockWait, installation, held -> run(spark, config, held));
    return Summary.of("forget-users")
        .with("lake", installation.lake().toString())
        .with("actors", done.actors())
        .with("rows_removed", done.rows())
        .with("files_rewritten", done.files())
        .with("ratings_removed", done.ratings())
        .with("online_rows_removed", done.online())
        .with("tombstones_left", done.tombstones())
        .with("tasks_completed", done.tasks())
        .with("tasks_vacuumed", done.vacuumed());
  }

  private ForgetUsers.Result run(SparkSession spark, ForgetConfig config, HeldLock held) {
    try (StoreConnection store = OnlineStore.over(installation::store).open()) {
      return new ForgetUsers(spark, config, store, held, progress(), Clock.systemUTC()).run();
    }
  }
}
