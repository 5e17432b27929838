package io.tastelake.serving.admin;

import io.tastelake.lake.table.InteractionsLake;
import io.tastelake.log.InteractionTopics;
import io.tastelake.serving.log.KafkaArguments;
import io.tastelake.serving.store.Seal;
import io.tastelake.serving.store.SealArguments;
import io.tastelake.serving.store.SealedKeys;
import io.tastelake.serving.store.StoreArguments;
import io.tastelake.serving.store.StorePool;
import io.tastelake.store.StoreClock;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at every part that an installation needs, and changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Checks log, online store, lake, clock and signing keys, a line each; exit code 1 if something is wrong.")
final class Doctor implements Callable<Integer> {

  /** Tokens and idempotency keys are judged by the clocks of several machines. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

  @Spec private CommandSpec command;
  @Mixin private final KafkaArguments kafka = new KafkaArguments();
  @Mixin private final LayoutArguments topics = new LayoutArguments();
  @Mixin private final StoreArguments store = new StoreArguments(System.getenv());
  @Mixin private final SealArguments sealing = new SealArguments();

  @Option(
      names = "--lake",
      required = true,
      defaultValue = "${env:TASTELAKE_LAKE}",
      description = "The lake's root, a URI (TASTELAKE_LAKE).")
  private URI lake;

  private boolean well = true;

  /** What is wrong with a part, a sentence each. */
  private interface Check {
    List<String> problems() throws Exception;
  }

  @Override
  public Integer call() {
    check("log", () -> InteractionTopics.problems(kafka.brokers(), topics.layout()));
    check("online store", this::storeProblems);
    check("lake", this::lakeProblems);
    checkKeys();
    return well ? 0 : 1;
  }

  /** Keys in clear are allowed: who asks is told, and nothing is wrong. */
  private void checkKeys() {
    Optional<Seal> seal = sealing.named();
    if (seal.isPresent()) {
      check("signing keys", () -> keyProblems(seal.get()));
    } else {
      command
          .commandLine()
          .getOut()
          .printf("%-13s warning: %s%n", "signing keys", SealArguments.UNSEALED);
    }
  }

  private List<String> keyProblems(Seal seal) {
    try (StorePool pool = StorePool.connect(store.settings())) {
      return SealedKeys.areSealed(pool.store(), seal)
          ? List.of()
          : List.of(
              "Some keys are not encrypted with the first key of --key-file. Run 'admin seal-keys'.");
    }
  }

  private void check(String part, Check check) {
    PrintWriter out = command.commandLine().getOut();
    List<String> problems = problemsOf(check);
    well &= problems.isEmpty();
    if (problems.isEmpty()) {
      out.printf("%-13s ok%n", part);
    }
    problems.forEach(problem -> out.printf("%-13s %s%n", part, problem));
  }

  private static List<String> problemsOf(Check check) {
    try {
      return check.problems();
    } catch (Exception e) {
      return List.of(e.getMessage());
    }
  }

  private List<String> storeProblems() {
    try (StorePool pool = StorePool.connect(store.settings())) {
      long there = pool.store().with(connection -> new StoreClock(connection).micros());
      Instant here = Clock.systemUTC().instant();
      Duration skew = Duration.between(Instant.EPOCH.plus(there, ChronoUnit.MICROS), here).abs();
      return skew.compareTo(MAX_CLOCK_SKEW) <= 0
          ? List.of()
          : List.of(
              "This clock and PostgreSQL's differ by %d s. Synchronize both with NTP."
                  .formatted(skew.toSeconds()));
    }
  }

  private List<String> lakeProblems() {
    try (InteractionsLake interactions = InteractionsLake.open(lake)) {
      interactions.newest();
      return List.of();
    }
  }
}
