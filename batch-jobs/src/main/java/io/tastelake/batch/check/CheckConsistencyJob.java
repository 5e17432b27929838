package io.tastelake.batch.check;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.compaction.CompactConfig;
import io.tastelake.batch.decision.DecisionsParity;
import io.tastelake.batch.interaction.CatchUpWait;
import io.tastelake.batch.interaction.KafkaLogEnd;
import io.tastelake.batch.interaction.KafkaLogEvents;
import io.tastelake.batch.interaction.LakeVersion;
import io.tastelake.batch.interaction.LogEvents;
import io.tastelake.batch.maintenance.LockWait;
import io.tastelake.batch.rating.DriftRecheck;
import io.tastelake.batch.rating.RatingsParity;
import io.tastelake.batch.repair.LakeRepair;
import io.tastelake.batch.taste.VectorsParity;
import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.log.Brokers;
import io.tastelake.store.OnlineStore;
import io.tastelake.store.StoreConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds log, lake and online store against each other; exit code 1 if something disagrees. */
@Command(
    name = "check-consistency",
    description =
        "Checks that log, lake, and the online store's ratings and vectors agree, and says where"
            + " they do not. Without --store only log and lake are checked.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class CheckConsistencyJob extends Job {

  /** Of each partition: what is read in seconds. */
  private static final long MAX_EVENTS = 200_000;

  @Mixin private Installation installation;
  @Mixin private CatchUpWait wait;

  @Option(
      names = "--pause",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = {
        "How long to wait before users who differ are checked again: longer than a change takes",
        "from the lake to the online store. Users written in the meantime do not count."
      })
  private int pause;

  @Option(
      names = "--repair",
      description = {
        "First puts back into the lake what it lacks of the log, after versions of it were",
        "replaced; under the maintenance lock, while the stream may run."
      })
  private boolean repair;

  @Mixin private LockWait lockWait;

  @Override
  protected Optional<URI> writtenLake() {
    return repair ? Optional.of(installation.lake()) : Optional.empty();
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    if (wait.timeout().isNegative() || pause < 0) {
      throw new IllegalArgumentException("--timeout and --pause must be at least 0.");
    }
    installation.brokers();
    if (repair || installation.namesStore()) {
      installation.requireStore();
    }
    return this::run;
  }

  private Summary run(SparkSession spark) {
    Brokers brokers = installation.brokers();
    List<Finding> findings = new ArrayList<>(repair ? repaired(spark, brokers) : List.of());
    // first the lake, then the log: the log may only be further
    LakeVersion lake = LakeVersion.newest(spark, installation.lake());
    Dataset<Row> rows = lake.rows(spark);
    LakeChecks checks = new LakeChecks(rows, lake.position());
    LogPosition end = new KafkaLogEnd(brokers).now();
    findings.addAll(checks.against(end));
    findings.addAll(checks.within());
    findings.addAll(LakeChecks.counted(lake.totals()));
    if (lake.position().topicId().equals(end.topicId())) {
      findings.addAll(fresh(rows, lake.position(), end));
    }
    if (installation.namesStore()) {
      findings.addAll(decisions(spark, brokers));
      findings.addAll(ratings(spark, brokers));
      findings.addAll(vectors(spark));
    }
    findings.forEach(finding -> report(finding.toString()));
    return summary(lake.version(), findings);
  }

  private List<Finding> repaired(SparkSession spark, Brokers brokers) {
    CompactConfig config = CompactConfig.defaults(installation.lake());
    LakeRepair.Result done =
        alone(
            lockWait,
            installation,
            held -> {
              try (StoreConnection store = OnlineStore.over(installation::store).open()) {
                return new LakeRepair(
                        spark,
                        config,
                        () -> new KafkaLogEvents(brokers),
                        new KafkaLogEnd(brokers),
                        store,
                        progress())
                    .run(held);
              }
            });
    return List.of(
        Finding.fact(
            "log_files_discarded",
            done.discarded().size(),
            "checkpoints and checksums that told of replaced versions"),
        Finding.fact("events_put_back", done.events(), "events of the log put back into the lake"),
        Finding.fact(
            "actors_repaired",
            done.actors(),
            "users and sessions whose history changed; recompute-ratings updates their ratings"),
        Finding.fact(
            "events_out_of_reach",
            done.outOfReach(),
            "offsets that the log no longer holds: what was lost there stays lost"));
  }

  private List<Finding> fresh(Dataset<Row> rows, LogPosition lake, LogPosition end) {
    Map<Integer, Long> both = new HashMap<>();
    lake.next()
        .forEach((partition, next) -> both.put(partition, Math.min(next, end.next(partition))));
    LogPosition until = new LogPosition(lake.topicId(), both);
    try (LogEvents log = new KafkaLogEvents(installation.brokers())) {
      return new FreshChecks(rows, until, log, MAX_EVENTS).find();
    }
  }

  private List<Finding> decisions(SparkSession spark, Brokers brokers) {
    DecisionsParity.Found found =
        new DecisionsParity(
                spark,
                installation.lake(),
                installation::store,
                new KafkaLogEnd(brokers),
                wait.timeout())
            .find(looks());
    return List.of(
        Finding.fact("given_ratings_compared", found.ratings(), "ratings that users gave"),
        Finding.fact("sessions_compared", found.sessions(), "sessions that are somebody's"),
        Finding.fact(
            "decisions_moving",
            found.moving(),
            "users and sessions that changed during the check: not drift"),
        Finding.none(
            "decisions_drifted",
            found.drifted(),
            "users and sessions whose given ratings or owner online are not those of the lake "
                + found.named()
                + "; no job knows which is right: give the ratings or resolve the sessions again"));
  }

  private List<Finding> ratings(SparkSession spark, Brokers brokers) {
    RatingsParity.Found found =
        new RatingsParity(
                spark,
                installation.lake(),
                installation::store,
                new KafkaLogEnd(brokers),
                wait.timeout())
            .find(looks());
    return List.of(
        Finding.fact("ratings_compared", found.ratings(), "inferred ratings recomputed"),
        Finding.fact(
            "users_moving",
            found.moving(),
            "users whose ratings changed during the check: not drift"),
        Finding.fact(
            "users_outdated",
            found.outdated(),
            "users not written since their database's parameters changed: not drift;"
                + " recompute-ratings brings them up to date"),
        Finding.none(
            "users_drifted",
            found.drifted(),
            "users whose ratings online differ by more than 1e-9 "
                + found.named()
                + "; recompute-ratings repairs them"));
  }

  private List<Finding> vectors(SparkSession spark) {
    VectorsParity.Found found =
        new VectorsParity(spark, installation.lake(), installation::store).find(looks());
    return List.of(
        Finding.fact("vectors_compared", found.vectors(), "taste vectors recomputed by fold-in"),
        Finding.none(
            "vectors_drifted",
            found.drifted(),
            "taste vectors served whose cosine with the right one is below 0.99999 "
                + found.named()
                + "; train-item-factors --force rewrites them all"));
  }

  private DriftRecheck looks() {
    return new DriftRecheck(Duration.ofSeconds(pause), this::report);
  }

  private static Summary summary(long version, List<Finding> findings) {
    Summary summary = Summary.of("check-consistency").with("lake_version", version);
    findings.forEach(finding -> summary.with(finding.name(), finding.value()));
    List<String> disagreeing =
        findings.stream().filter(finding -> !finding.agrees()).map(Finding::name).toList();
    summary.with("agrees", disagreeing.isEmpty() ? "yes" : "no");
    return disagreeing.isEmpty()
        ? summary
        : summary.failing(
            "Log, lake and online store disagree: " + String.join(", ", disagreeing) + ".");
  }
}
