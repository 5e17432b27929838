package io.tastelake.bench.batch;

import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.measure.Sample;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** P10: some users forgotten, physically; beside a plain DELETE of the same rows from a copy. */
final class Forget {

  private static final String SECONDS = "s";
  private static final String ROWS = "rows_removed";
  private static final int FORGOTTEN = 100;
  private static final int ROWS_OF_A_USER = 50;
  private static final double TARGET = 2;

  private final Installation installation;
  private final Jobs jobs;
  private final Path copy;
  private JobRun latest;
  private int oursForgotten;
  private int theirsForgotten;

  private Forget(Installation installation, Jobs jobs, Path copy) {
    this.installation = installation;
    this.jobs = jobs;
    this.copy = copy;
  }

  static void measure(
      Installation installation, Jobs jobs, Report report, long rows, int rounds, long seed)
      throws Exception {
    int users = (int) Math.max(rows / ROWS_OF_A_USER, (rounds + 1L) * FORGOTTEN);
    report.progress("loading %,d rows of %,d users".formatted(rows, users));
    NarrowEvents events = new NarrowEvents(installation.database(), Zipf.alike(users), seed);
    installation.append(Stream.generate(events::event).limit(rows));
    jobs.run("compact");
    Path copy = installation.table().resolveSibling("copy");
    link(installation.table(), copy);
    Forget forget = new Forget(installation, jobs, copy);
    Contestant us = Contestant.of("forget-users", forget::ours);
    Contestant peer = Contestant.of("spark", forget::theirs);
    Rounds done = Rounds.alternate(List.of(us, peer), 1, rounds);
    report(report, done, us, peer, "%d of %,d users, %,d rows".formatted(FORGOTTEN, users, rows));
  }

  /** The same files under other names: neither side ever changes a file. */
  private static void link(Path table, Path copy) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(table)) {
      all = paths.toList();
    }
    for (Path path : all) {
      Path target = copy.resolve(table.relativize(path));
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.createLink(target, path);
      }
    }
  }

  private Sample ours() throws Exception {
    installation.append(Forgets.of(installation.database(), 1 + oursForgotten, FORGOTTEN));
    oursForgotten += FORGOTTEN;
    latest = jobs.run("forget-users");
    return sample(latest);
  }

  private Sample theirs() throws Exception {
    String[] arguments =
        Stream.concat(
                Stream.of(copy.toString(), installation.database().value()),
                Forgets.users(1 + theirsForgotten, FORGOTTEN))
            .toArray(String[]::new);
    theirsForgotten += FORGOTTEN;
    return sample(jobs.peer(latest, SparkDelete.class, arguments));
  }

  private static Sample sample(JobRun run) {
    return new Sample(
        Map.of(SECONDS, run.seconds(), ROWS, run.summary().required(ROWS).doubleValue()));
  }

  private static void report(
      Report report, Rounds done, Contestant us, Contestant peer, String what) {
    report.add(
        Figure.of("P10", "forget-users, " + what, done.median(us, SECONDS), "s")
            .note(
                done.spread(us, SECONDS)
                    + String.format(
                        Locale.ROOT,
                        "; %,.0f rows; rewrites their files, clears the online store, and proves it by a scan",
                        done.median(us, ROWS))));
    report.add(
        Figure.of("P10", "Spark's DELETE with deletion vectors", done.median(peer, SECONDS), "s")
            .note(
                done.spread(peer, SECONDS)
                    + String.format(
                        Locale.ROOT,
                        "; %,.0f rows, hidden but still in their files",
                        done.median(peer, ROWS))));
    report.add(
        Figure.of("P10", "forget-users ÷ DELETE", done.ratio(us, peer, SECONDS), "×")
            .target(Target.atMost(TARGET))
            .note(
                done.ratioSpread(us, peer, SECONDS)
                    + "; both without the starts of Java and of Spark's session")
            .behind("Spark's DELETE"));
  }
}
