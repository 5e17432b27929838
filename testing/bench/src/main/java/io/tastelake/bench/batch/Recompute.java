package io.tastelake.bench.batch;

import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.measure.Sample;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Installation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** P8: all ratings of a database anew, beside a program that reads and groups the same columns. */
final class Recompute {

  private static final String SECONDS = "s";
  private static final double TARGET = 3;

  private Recompute() {}

  /**
   * The first run finds no ratings in the lake and writes them; it counts for nothing.
   *
   * @param rounds to measure; none measures nothing, and leaves ratings
   */
  static void measure(
      Installation installation, Jobs jobs, Costs costs, Report report, long rows, int rounds)
      throws Exception {
    JobRun first = costs.run("recompute-ratings");
    requireAgreement(first);
    if (rounds == 0) {
      return;
    }
    String table = installation.table().toString();
    Contestant us = timed("recompute-ratings", () -> costs.run("recompute-ratings"));
    Contestant peer = timed("spark", () -> jobs.peer(first, SparkGrouping.class, table));
    report(report, Rounds.alternate(List.of(us, peer), 0, rounds), us, peer, rows, first);
  }

  private static void requireAgreement(JobRun run) {
    long drifted = run.summary().required("users_drifted").longValue();
    if (drifted > 0) {
      throw new IllegalStateException(
          drifted + " users' ratings online are not what the job computed: " + run.summary());
    }
  }

  private static Contestant timed(String name, Callable<JobRun> work) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Sample run() throws Exception {
        return new Sample(Map.of(SECONDS, work.call().seconds()));
      }
    };
  }

  private static void report(
      Report report, Rounds done, Contestant us, Contestant peer, long rows, JobRun first) {
    String what = String.format(Locale.ROOT, " of %,d interactions", rows);
    report.add(
        Figure.of("P8", "recompute-ratings" + what, done.median(us, SECONDS), "s")
            .note(
                done.spread(us, SECONDS)
                    + String.format(
                        Locale.ROOT,
                        "; %,d ratings computed, and compared with lake and online store;"
                            + " %.1f s when the lake had none",
                        first.summary().required("ratings").longValue(),
                        first.seconds())));
    report.add(
        Figure.of("P8", "Spark reads and groups" + what, done.median(peer, SECONDS), "s")
            .note(done.spread(peer, SECONDS) + "; the same columns, heap and cores"));
    report.add(
        Figure.of("P8", "recompute ÷ read and group", done.ratio(us, peer, SECONDS), "×")
            .target(Target.atMost(TARGET))
            .note(
                done.ratioSpread(us, peer, SECONDS)
                    + "; both without the starts of Java and of Spark's session")
            .behind("Spark"));
  }
}
