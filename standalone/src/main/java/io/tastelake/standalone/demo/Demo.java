package io.tastelake.standalone.demo;

import io.tastelake.domain.identity.UserId;
import io.tastelake.lake.table.LakeSnapshot;
import io.tastelake.standalone.Access;
import io.tastelake.standalone.RandomPassword;
import io.tastelake.standalone.Standalone;
import io.tastelake.standalone.job.BatchJobs;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Loads interactions over HTTP, reads a history back, and counts the lake against what was sent.
 */
public final class Demo {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Standalone standalone;
  private final PrintStream out;
  private final Clock clock;

  public Demo(Standalone standalone, PrintStream out, Clock clock) {
    this.standalone = standalone;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Runs it to the end.
   *
   * @return whether all that was sent is there, once
   */
  public boolean run(DemoInput input) throws InterruptedException {
    ApiClient api = ApiClient.of(standalone.api());
    DemoDatabase database = createDatabase(api, input);
    try (LakeAudit audit = new LakeAudit(standalone.lake(), standalone.brokers())) {
      LakeSnapshot before = audit.covering();
      SampledUsers witness = new SampledUsers();
      long sent = load(database, input, witness);
      Instant loaded = clock.instant();
      LakeSnapshot after = audit.covering();
      say("  in the lake %.1f s later%n", secondsSince(loaded));
      History history = History.read(database.client(), witness.user());
      show(history);
      boolean agree = compare(database, audit, new Counts(sent, before, after), history, witness);
      learn(database, history.user());
      new Invitation(standalone, database, input, witness.sentOf(history.user()).get(0)).print(out);
      return agree;
    }
  }

  /** What the lake held before and after the load. */
  private record Counts(long sent, LakeSnapshot before, LakeSnapshot after) {

    long added() {
      return after.rows() - before.rows();
    }
  }

  private DemoDatabase createDatabase(ApiClient api, DemoInput input) {
    Access access = standalone.access();
    String name = input.name() + "-" + STAMP.format(clock.instant());
    DemoDatabase database =
        DemoDatabase.create(api, access.root(), name, RandomPassword.create(), input);
    standalone.remember(database.access());
    return database;
  }

  private long load(DemoDatabase database, DemoInput input, SampledUsers witness) {
    long total = input.rowCount();
    say("%nLoading %,d %s%n", total, input.description());
    say("  into the database %s over HTTP%n", database.name());
    Instant start = clock.instant();
    try (Progress progress = Progress.on(out, total, clock)) {
      long sent = new Loader(database.client(), input).load(witness, progress);
      double seconds = secondsSince(start);
      say("  %,d acknowledged in %.1f s (%,.0f rows/s)%n", sent, seconds, sent / seconds);
      return sent;
    }
  }

  /** Spark is not on this class path; what starts it knows whether it is there. */
  private void learn(DemoDatabase database, UserId user) throws InterruptedException {
    Optional<BatchJobs> jobs = standalone.jobs();
    if (jobs.isEmpty()) {
      say("%nNo nightly: it can only be started through ./tastelake%n");
      return;
    }
    say("%nThe nightly: ratings of all history, item factors, taste vectors%n");
    new Nightly(jobs.get(), out).run(database.id());
    new Taste(database.client(), user).print(out);
  }

  private void show(History history) {
    say("%nWhat user %s did, newest first, from the API%n", history.user());
    HistoryTable.print(history, out);
  }

  private boolean compare(
      DemoDatabase database,
      LakeAudit audit,
      Counts counts,
      History history,
      SampledUsers witness) {
    UserId user = history.user();
    List<InputRow> sentOfUser = witness.sentOf(user);
    long scanned = audit.scanned(counts.after(), database.id());
    long equal = history.equalTo(sentOfUser);
    boolean same = equal == sentOfUser.size() && equal == history.entries().size();
    boolean agree = counts.added() == counts.sent() && scanned == counts.sent() && same;
    say("%nCounts%n");
    say("  sent                       %,10d%n", counts.sent());
    say("  rows that the lake gained  %,10d%n", counts.added());
    say("  found by a full scan       %,10d%n", scanned);
    say("  of user %-18s %,10d of %,d are equal%n", user, equal, sentOfUser.size());
    say(agree ? "  all agree%n" : "  THEY DO NOT AGREE%n");
    return agree;
  }

  private double secondsSince(Instant start) {
    return Math.max(0.001, Duration.between(start, clock.instant()).toMillis() / 1000.0);
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
  }
}
