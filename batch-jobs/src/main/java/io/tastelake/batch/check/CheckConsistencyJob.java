package io.tastelake.batch.check;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.Summary;
import io.tastelake.batch.interaction.KafkaLogEnd;
import io.tastelake.batch.interaction.LakePosition;
import io.tastelake.batch.rating.RatingsParity;
import io.tastelake.batch.rating.SecondLook;
import io.tastelake.batch.taste.VectorsParity;
import io.tastelake.contracts.lake.InteractionsTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  @Mixin private Installation installation;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait until the lake covers the log.")
  private int patience;

  @Option(
      names = "--pause",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = {
        "How long to wait before users who differ are looked at again: longer than a change takes",
        "from the lake to the online store. Who was written of meanwhile is not held to differ."
      })
  private int pause;

  @Override
  protected Function<SparkSession, Summary> work() {
    if (patience < 0 || pause < 0) {
      throw new IllegalArgumentException("--patience and --pause must be at least 0.");
    }
    installation.bootstrapServers();
    if (installation.namesStore()) {
      installation.requireStore();
    }
    return this::run;
  }

  private Summary run(SparkSession spark) {
    String servers = installation.bootstrapServers();
    String table = InteractionsTable.locationBelow(installation.lake());
    // first the lake, then the log: the log may only be further
    LakePosition lake = LakePosition.of(spark, table);
    Dataset<Row> rows =
        spark.read().format("delta").option("versionAsOf", lake.version()).load(table);
    LakeChecks checks = new LakeChecks(rows, lake.position());
    List<Finding> findings = new ArrayList<>(checks.against(new KafkaLogEnd(servers).now()));
    findings.addAll(checks.within());
    if (installation.namesStore()) {
      findings.addAll(ratings(spark, servers));
      findings.addAll(vectors(spark));
    }
    findings.forEach(finding -> report(finding.toString()));
    return summary(lake.version(), findings);
  }

  private List<Finding> ratings(SparkSession spark, String servers) {
    RatingsParity.Found found =
        new RatingsParity(
                spark,
                installation.lake(),
                installation::store,
                new KafkaLogEnd(servers),
                Duration.ofSeconds(patience))
            .find(looks());
    return List.of(
        Finding.fact("ratings_compared", found.ratings(), "inferred ratings computed anew"),
        Finding.fact(
            "users_moving", found.moving(), "users whose ratings were just changing: no drift"),
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
        Finding.fact("vectors_compared", found.vectors(), "taste vectors folded in anew"),
        Finding.none(
            "vectors_drifted",
            found.drifted(),
            "taste vectors served whose cosine with the right one is below 0.99999;"
                + " train-item-factors --force writes all anew"));
  }

  private SecondLook looks() {
    return new SecondLook(Duration.ofSeconds(pause), this::report);
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
