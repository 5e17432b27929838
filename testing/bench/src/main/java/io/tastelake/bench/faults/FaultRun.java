package io.tastelake.bench.faults;

import io.tastelake.bench.faults.FaultKind.Track;
import io.tastelake.bench.faults.Plan.Step;
import io.tastelake.bench.subject.LakeWatch;
import io.tastelake.domain.time.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Clients, faults and jobs at a standalone, all by one seed; and the verdict once it is quiet. */
public final class FaultRun implements AutoCloseable {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RATINGS_TIMEOUT = Duration.ofMinutes(4);
  private static final Duration BETWEEN_ACTS = Duration.ofMillis(25);

  /**
   * What to do.
   *
   * @param data the standalone's data folder
   * @param length how long there are faults
   * @param shoppers clients that write at the same time
   * @param javaOptions the standalone's
   */
  public record Settings(
      Path data,
      Duration length,
      long seed,
      Set<FaultKind> kinds,
      int shoppers,
      List<String> javaOptions) {}

  private interface Strike {
    void at(Step step) throws Exception;
  }

  private final Settings settings;
  private final Findings findings = new Findings();
  private final Tally tally = new Tally();
  private final Recoveries recoveries = new Recoveries();
  private final List<Shopper> shoppers = new ArrayList<>();
  private final Victim victim;
  private final FlakyProxy proxy;
  private final Login login;
  private final Probe probe;
  private final Probe distantProbe;
  private final ProcessFaults processes;
  private final JobFaults jobs;
  private final Consumer<String> progress;
  private final long began = System.nanoTime();
  private volatile boolean over;

  private FaultRun(
      Settings settings,
      Jobs jobs,
      Optional<SmallDisk> disk,
      Victim victim,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    this.settings = settings;
    this.victim = victim;
    this.progress = progress;
    this.proxy = FlakyProxy.start(victim::api, settings.seed());
    this.login = Login.create(victim::api, victim.access().root());
    this.probe = new Probe("near", victim::api, login::token, findings);
    this.distantProbe = new Probe("far", proxy::uri, login::token, findings);
    this.processes = new ProcessFaults(victim, disk, probe, recoveries, findings);
    this.jobs = new JobFaults(jobs, processes::disturbances, recoveries, findings);
    Caller caller = new Caller(proxy::uri, login::token, REQUEST_TIMEOUT);
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (int shopper = 0; shopper < settings.shoppers(); shopper++) {
      shoppers.add(new Shopper(shopper, caller, tally, findings, random.split()));
    }
  }

  /** Starts a standalone to be harmed. */
  public static FaultRun start(Settings settings, Jobs jobs, Consumer<String> progress)
      throws Exception {
    return start(settings, jobs, Optional.empty(), progress);
  }

  static FaultRun start(
      Settings settings, Jobs jobs, Optional<SmallDisk> disk, Consumer<String> progress)
      throws Exception {
    Victim victim = new Victim(settings.data(), settings.javaOptions());
    try {
      victim.start();
      return new FaultRun(settings, jobs, disk, victim, progress);
    } catch (Exception e) {
      victim.close();
      throw e;
    }
  }

  /** What is wrong in the end, the first of it; and nothing if all is as it must be. */
  public List<String> run() throws Exception {
    disturb();
    say("quiet: " + tally + "; jobs that were disturbed and failed: " + jobs.failed());
    judge();
    say("judged; %d wrong".formatted(findings.count()));
    return findings.first();
  }

  /** How many faults there were. */
  public int faults() {
    return recoveries.faults();
  }

  Recoveries recoveries() {
    return recoveries;
  }

  long wrong() {
    return findings.count();
  }

  /** How many writes were acknowledged. */
  public long acknowledged() {
    return tally.count(Outcome.ACKNOWLEDGED);
  }

  /** What was written, in words. */
  String writes() {
    return tally.toString();
  }

  private void disturb() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    ExecutorCompletionService<Void> all = new ExecutorCompletionService<>(threads);
    try {
      shoppers.forEach(shopper -> all.submit(() -> shop(shopper)));
      all.submit(() -> follow(Track.NETWORK, this::strikeNetwork));
      all.submit(() -> follow(Track.JOBS, jobs::strike));
      all.submit(() -> follow(Track.PROCESSES, processes::strike));
      for (int done = 0; done < shoppers.size() + Track.values().length; done++) {
        all.take().get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("The faults could not go on", e.getCause());
    } finally {
      over = true;
      threads.shutdownNow();
    }
  }

  private Void shop(Shopper shopper) throws InterruptedException {
    while (!over && left() > 0) {
      shopper.act();
      Pause.of(BETWEEN_ACTS);
    }
    return null;
  }

  private Void follow(Track track, Strike strike) throws Exception {
    Plan plan = Plan.of(track, settings.kinds(), settings.seed());
    while (!plan.isEmpty() && left() > 0) {
      Step step = plan.next();
      Pause.of(Duration.ofNanos(Math.min(step.pause().toNanos(), Math.max(0, left()))));
      if (left() > 0) {
        say("%s, %.1f s".formatted(step.kind(), step.length().toMillis() / 1e3));
        strike.at(step);
      }
    }
    return null;
  }

  private long left() {
    return began + settings.length().toNanos() - System.nanoTime();
  }

  private void strikeNetwork(Step step) throws InterruptedException {
    recoveries.happened(step.kind());
    proxy.begin(step.kind());
    Pause.of(step.length());
    proxy.heal();
    long before = processes.disturbances();
    Duration recovery = distantProbe.untilAnswered(step.kind().toString(), System.nanoTime());
    // how long a kill took is counted there
    if (before % 2 == 0 && processes.disturbances() == before) {
      recoveries.answered(step.kind(), recovery);
    }
  }

  private void judge() throws Exception {
    long quiet = System.nanoTime();
    probe.untilAnswered("the last fault", quiet);
    Caller caller = new Caller(victim::api, login::token, REQUEST_TIMEOUT);
    List<Diary> users =
        Stream.of(
                shoppers.stream().flatMap(shopper -> shopper.users().stream()),
                Stream.concat(probe.users().stream(), distantProbe.users().stream()))
            .flatMap(each -> each)
            .toList();
    List<Diary> sessions =
        shoppers.stream().flatMap(shopper -> shopper.sessions().stream()).toList();
    Verdict verdict =
        new Verdict(caller, login.database(), victim.lake(), users, sessions, findings);
    awaitLake();
    verdict.compareRatings(RATINGS_TIMEOUT);
    verdict.compareLists();
    LakeScan scan = verdict.compareLake();
    say(
        "compared %,d users, %,d sessions and %,d rows of the lake"
            .formatted(users.size(), sessions.size(), scan.rows()));
    jobs.require("nightly", "--steps", "check-consistency,compact,forget-users");
    verdict.requireForgotten(verdict.compareLake());
    verdict.compareLists();
  }

  private void awaitLake() {
    try (LakeWatch watch = new LakeWatch(victim.lake(), victim.brokers())) {
      say("the lake had all after %d ms".formatted(watch.untilCommitted().toMillis()));
    }
  }

  private void say(String what) {
    progress.accept("%6.1f s  %s".formatted((System.nanoTime() - began) / 1e9, what));
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    victim.close();
  }
}
