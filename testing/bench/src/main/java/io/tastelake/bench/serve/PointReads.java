package io.tastelake.bench.serve;

import io.tastelake.bench.load.Lane;
import io.tastelake.bench.load.Load;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.Subject;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.UserId;
import io.tastelake.serving.interaction.Histories;
import io.tastelake.serving.interaction.HistoryRequest;
import io.tastelake.serving.interaction.Interactions;
import io.tastelake.serving.interaction.InteractionsConfig;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * P5: one user's interactions, asked for by one client: any user's, and a user's who is asked for
 * the more often the more rows there are. Server side is the port that the HTTP endpoint calls,
 * {@code Histories}, in an instance of its own in this process on the same log and lake: what is
 * left is HTTP, tokens and JSON.
 */
final class PointReads {

  private static final int WARM_UP = 3_000;
  private static final int REQUESTS = 3_000;

  private final Subject subject;
  private final Report report;
  private final String lake;

  private PointReads(Subject subject, Report report, String lake) {
    this.subject = subject;
    this.report = report;
    this.lake = lake;
  }

  /**
   * @param lake what the lake is like, for the notes
   */
  static void measure(Subject subject, Report report, String lake) throws Exception {
    subject.lake().untilCommitted();
    PointReads reads = new PointReads(subject, report, lake);
    InteractionsConfig config =
        InteractionsConfig.defaults(subject.standalone().brokers(), subject.standalone().lake());
    try (Interactions interactions = Interactions.open(config)) {
      Histories histories = interactions.histories();
      reads.report("a user's interactions", subject.users()::anyone, histories);
      reads.report("an active user's interactions", subject.users()::byActivity, histories);
    }
  }

  private void report(String what, ToIntFunction<RandomGenerator> user, Histories histories)
      throws Exception {
    Load serverSide = warm(() -> port(user, histories));
    Load overHttp = warm(() -> http(user));
    report.add(figure(what + ", server side", serverSide, 50).target(Target.atMost(5)).note(lake));
    report.add(figure(what + ", server side", serverSide, 99).target(Target.atMost(25)));
    report.add(figure(what + ", over HTTP, 64 of them", overHttp, 50));
    report.add(figure(what + ", over HTTP, 64 of them", overHttp, 99));
  }

  private static Load warm(Lane.Opener opener) throws Exception {
    Load.closed(opener, 1, WARM_UP);
    return Load.closed(opener, 1, REQUESTS);
  }

  private static Figure figure(String what, Load load, int percent) {
    return Figure.of("P5", what + ", p" + percent, load.millis(percent), "ms")
        .note(percent == 99 ? SinglePosts.latencies(load) : "");
  }

  private Lane http(ToIntFunction<RandomGenerator> user) {
    ApiConnection connection = subject.connect();
    SplittableRandom random = new SplittableRandom(subject.seed());
    return Subject.lane(
        connection,
        number -> connection.fetch("/v1/users/" + user.applyAsInt(random) + "/interactions-bulk/"));
  }

  private Lane port(ToIntFunction<RandomGenerator> user, Histories histories) {
    SplittableRandom random = new SplittableRandom(subject.seed());
    return new Lane() {
      @Override
      public void request(long number) {
        UserId id = new UserId(Integer.toString(user.applyAsInt(random)));
        histories.page(subject.database(), Actor.of(id), HistoryRequest.newest(64));
      }

      @Override
      public void close() {}
    };
  }
}
