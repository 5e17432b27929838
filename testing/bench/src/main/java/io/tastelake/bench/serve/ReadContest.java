package io.tastelake.bench.serve;

import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.measure.Sample;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.Launcher;
import io.tastelake.bench.subject.Subject;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.ActorHash;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.lake.file.LakeReadConfig;
import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.lake.table.RowCursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * P5 and P6 beside DuckDB on the same files. Its extension for Delta would have to be downloaded,
 * so it reads the Parquet files that the snapshot names; no row of this lake is deleted.
 */
final class ReadContest {

  /** All of it from files, page by page, as DuckDB has to; what is kept is footers and indexes. */
  private static final LakeReadConfig NO_ROWS_KEPT =
      new LakeReadConfig(0, LakeReadConfig.defaults().layouts(), 0, 0);

  private static final String RATE = "rows/s";
  private static final String MILLIS = "ms";
  private static final String ROWS = "rows";
  private static final int USERS = 200;

  private final Subject subject;
  private final Report report;
  private final int rounds;

  private ReadContest(Subject subject, Report report, int rounds) {
    this.subject = subject;
    this.report = report;
    this.rounds = rounds;
  }

  /**
   * Measures.
   *
   * @param view a file to be, which shows DuckDB the lake
   */
  static void measure(Subject subject, Report report, Path view, int rounds) throws Exception {
    subject.lake().untilCommitted();
    String root = subject.standalone().lake().toString();
    String[] job = {"lake-files", "--lake", root, "--sql", "--output", view.toString()};
    if (!Launcher.find().orElseThrow().job(view.resolveSibling("sql.log"), report::progress, job)) {
      throw new IllegalStateException("The job lake-files failed.");
    }
    try (InteractionsLake lake = InteractionsLake.open(subject.standalone().lake(), NO_ROWS_KEPT);
        ApiConnection http = subject.connect();
        DuckDb duckDb = new DuckDb(Files.readString(view))) {
      ReadContest contest = new ReadContest(subject, report, rounds);
      contest.listings(lake.newest(), duckDb);
      contest.points(lake.newest(), http, duckDb);
    }
  }

  private void listings(LakeSnapshot snapshot, DuckDb duckDb) throws Exception {
    report.progress("alternating listings by our reader, over HTTP and by DuckDB");
    DatabaseId database = subject.database();
    Contestant ours = listing("reader", () -> list(snapshot, database));
    Contestant theirs = listing("DuckDB", () -> duckDb.list(database));
    Contestant http =
        Contestant.of("HTTP", () -> new Sample(Map.of(RATE, WholeListing.rate(subject))));
    Rounds done = Rounds.alternate(List.of(ours, http, theirs), 1, rounds);
    requireSameRows(done, ours, theirs);
    String what = "whole listing in order, ";
    for (Contestant each : List.of(ours, http, theirs)) {
      report.add(
          Figure.of("P6", what + each.name(), done.median(each, RATE), RATE)
              .note(done.spread(each, RATE)));
    }
    for (Contestant us : List.of(ours, http)) {
      report.add(
          Figure.of("P6", what + us.name() + " ÷ DuckDB", done.ratio(us, theirs, RATE), "×")
              .note(
                  done.ratioSpread(us, theirs, RATE)
                      + "; DuckDB sorts on all cores and is read by JDBC")
              .aheadOf("DuckDB"));
    }
  }

  private void points(LakeSnapshot snapshot, ApiConnection http, DuckDb duckDb) throws Exception {
    report.progress("alternating point reads by our reader, over HTTP and by DuckDB");
    DatabaseId database = subject.database();
    Contestant ours = points("reader", user -> snapshot.actor(database, actor(user)).size());
    Contestant theirs = points("DuckDB", user -> duckDb.actor(database, actor(user)));
    Contestant overHttp =
        points(
            "HTTP, 64 newest",
            user -> http.fetch("/v1/users/" + user + "/interactions-bulk/").length);
    Rounds done = Rounds.alternate(List.of(ours, overHttp, theirs), 1, rounds);
    requireSameRows(done, ours, theirs);
    String what = "a user's rows, p50, ";
    for (Contestant each : List.of(ours, overHttp, theirs)) {
      report.add(
          Figure.of("P5", what + each.name(), done.median(each, MILLIS), MILLIS)
              .note(done.spread(each, MILLIS)));
    }
    for (Contestant us : List.of(ours, overHttp)) {
      report.add(
          Figure.of("P5", what + "DuckDB ÷ " + us.name(), done.ratio(theirs, us, MILLIS), "×")
              .target(Target.atLeast(1))
              .note(done.ratioSpread(theirs, us, MILLIS) + "; DuckDB is given the actor's hash")
              .aheadOf("DuckDB"));
    }
  }

  private interface Rows {
    long read() throws Exception;
  }

  private interface RowsOfUser {
    long read(int user) throws Exception;
  }

  private static Contestant listing(String name, Rows rows) {
    return Contestant.of(
        name,
        () -> {
          long start = System.nanoTime();
          double read = rows.read();
          return new Sample(Map.of(ROWS, read, RATE, read * 1e9 / (System.nanoTime() - start)));
        });
  }

  /** Each round asks for the same users. */
  private Contestant points(String name, RowsOfUser rows) {
    return Contestant.of(
        name,
        () -> {
          SplittableRandom random = new SplittableRandom(subject.seed());
          double[] millis = new double[USERS];
          double read = 0;
          for (int request = 0; request < USERS; request++) {
            int user = subject.users().anyone(random);
            long start = System.nanoTime();
            read += rows.read(user);
            millis[request] = (System.nanoTime() - start) / 1e6;
          }
          return new Sample(Map.of(ROWS, read, MILLIS, Rounds.median(millis)));
        });
  }

  private static long list(LakeSnapshot snapshot, DatabaseId database) {
    long rows = 0;
    try (RowCursor all =
        snapshot.range(
            ActorHash.first(database), ActorHash.last(database), LakeSnapshot.TimeWindow.ALWAYS)) {
      while (all.hasNext()) {
        rows += all.next().event().database().equals(database) ? 1 : 0;
      }
    }
    return rows;
  }

  private static Actor actor(int user) {
    return Actor.of(new UserId(Integer.toString(user)));
  }

  private static void requireSameRows(Rounds done, Contestant... contestants) {
    double[] rows = Arrays.stream(contestants).mapToDouble(c -> done.median(c, ROWS)).toArray();
    if (Arrays.stream(rows).distinct().count() > 1) {
      throw new IllegalStateException("They read other rows: " + Arrays.toString(rows));
    }
  }
}
