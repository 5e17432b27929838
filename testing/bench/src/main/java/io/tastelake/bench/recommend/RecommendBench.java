package io.tastelake.bench.recommend;

import io.tastelake.bench.load.Lane;
import io.tastelake.bench.load.Load;
import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Scratch;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.ApiConnection;
import io.tastelake.bench.subject.LakeWatch;
import io.tastelake.bench.subject.StandaloneProcess;
import io.tastelake.bench.subject.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** R1 to R4: lists of recommendations, over HTTP, from a whole standalone. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Recommendations with a catalogue of a million items: a user's list, related items, a filter"
            + " that leaves 0.1 %%, what is popular (R1–R4).")
public final class RecommendBench implements Callable<Integer> {

  private static final int LIST = 20;
  private static final long CHECKPOINT_MILLIS = 2_000;
  private static final int ROWS = 1_000;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Of the catalogue and of the model (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Who have 20 ratings each (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--rank",
      paramLabel = "N",
      defaultValue = "64",
      description = "Default: ${DEFAULT-VALUE}.")
  private int rank;

  @Option(
      names = "--categories",
      paramLabel = "N",
      defaultValue = "1000",
      description = "A filter leaves the items of one (default: ${DEFAULT-VALUE}).")
  private int categories;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Of each kind, after half as many (default: ${DEFAULT-VALUE}).")
  private int requests;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "Who ask at once when requests per second count (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--java-options",
      paramLabel = "OPTIONS",
      defaultValue = "-Xms192m -Xmx4g -XX:MaxDirectMemorySize=512m",
      description = "The standalone's JVM options (default: ${DEFAULT-VALUE}).")
  private String javaOptions;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "2g",
      description = "Heap of the process that draws factors (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws Exception {
    Report report = new Report("recommend", Machine.now(), System.out);
    try (Scratch scratch = Scratch.create("bench-recommend")) {
      Path data = scratch.folder().resolve("data");
      StandaloneProcess standalone =
          scratch.closeLater(
              StandaloneProcess.start(
                  data, List.of(javaOptions.split(" +", -1)), CHECKPOINT_MILLIS));
      LakeWatch lake = scratch.closeLater(new LakeWatch(standalone.lake(), standalone.brokers()));
      Subject subject = Subject.create(standalone, lake, Zipf.users(ROWS, ROWS), seed);
      new MadeUpShop(items, users, rank, categories, seed).open(subject, scratch, heap, report);
      measure(subject, report);
    }
    report.print();
    return 0;
  }

  private void measure(Subject subject, Report report) throws Exception {
    Load list =
        measure(
            subject,
            report,
            "R1",
            "a user's list",
            random -> "/v1/recommendation/users/" + user(random) + "/items/?amt=" + LIST,
            Target.NONE);
    Load related =
        measure(
            subject,
            report,
            "R2",
            "items like one",
            random ->
                "/v1/recommendation/items/%d/items/?amt=%d"
                    .formatted(1 + random.nextInt(items), LIST),
            Target.NONE);
    report.add(
        Figure.of(
                "R2",
                "items like one ÷ a user's list, p50",
                related.millis(50) / list.millis(50),
                "×")
            .target(Target.atMost(2)));
    Load unused =
        measure(
            subject,
            report,
            "R3",
            "a user's list of one category in %,d".formatted(categories),
            random ->
                "/v1/recommendation/users/%d/items/?amt=%d&filters=category:eq:%d"
                    .formatted(user(random), LIST, random.nextInt(categories)),
            Target.atMost(25));
    unused =
        measure(
            subject,
            report,
            "R4",
            "an unknown user's list: what is popular",
            random ->
                "/v1/recommendation/users/%d/items/?amt=%d"
                    .formatted(users + 1 + random.nextInt(users), LIST),
            Target.NONE);
  }

  private int user(SplittableRandom random) {
    return 1 + random.nextInt(users);
  }

  private Load measure(
      Subject subject,
      Report report,
      String id,
      String what,
      Function<SplittableRandom, String> path,
      Target target)
      throws Exception {
    report.progress(what);
    AtomicLong lanes = new AtomicLong(seed * 1_000);
    Lane.Opener opener = () -> lane(subject, path, lanes.incrementAndGet());
    Load unused = Load.closed(opener, clients, requests / 2);
    Load one = Load.closed(opener, 1, requests);
    Load all = Load.closed(opener, clients, requests);
    String note =
        "%,d items, rank %d, %,d users, %d of a list; ".formatted(items, rank, users, LIST);
    report.add(Figure.of(id, what + ", p50", one.millis(50), "ms").note(note + "one client"));
    report.add(
        Figure.of(id, what + ", p99", one.millis(99), "ms")
            .target(target)
            .note("one client, %,d requests".formatted(requests)));
    report.add(
        Figure.of(id, what, all.rate(), "requests/s")
            .note(
                "%d clients; p50 %.1f, p99 %.1f ms"
                    .formatted(clients, all.millis(50), all.millis(99))));
    return one;
  }

  private static Lane lane(
      Subject subject, Function<SplittableRandom, String> path, long seedOfLane) {
    ApiConnection connection = subject.connect();
    SplittableRandom random = new SplittableRandom(seedOfLane);
    return Subject.lane(connection, number -> connection.fetch(path.apply(random)));
  }
}
