package io.tastelake.batch.nightly;

import io.tastelake.batch.Installation;
import io.tastelake.batch.Job;
import io.tastelake.batch.ReadyJob;
import io.tastelake.batch.Summary;
import io.tastelake.batch.maintenance.HeldLock;
import io.tastelake.batch.maintenance.LockWait;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Runs other jobs one after the other in one session, once the options of all are checked. A step
 * that fails for some databases does not keep the others from the next steps; a step that cannot be
 * done at all ends it.
 */
@Command(
    name = "nightly",
    description = {
      "Runs the nightly steps in order; stops if one cannot run at all.",
      "If a step fails for one database, the others continue; the exit code is then 1.",
      "Also takes the options of its steps: each is passed to every step that has it."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class NightlyJob extends Job {

  private static final String STEPS =
      "compact,forget-users,recompute-ratings,train-item-factors,evaluate,served-parity,outcomes";

  @Spec private CommandSpec spec;
  @Mixin private Installation installation;
  @Mixin private LockWait lockWait;
  @Unmatched private List<String> others = new ArrayList<>();

  @Option(
      names = "--steps",
      paramLabel = "NAME",
      split = ",",
      defaultValue = STEPS,
      description = "The jobs to run, in their order.")
  private List<String> names;

  @Override
  public boolean isStep() {
    return false;
  }

  @Override
  protected Optional<URI> writtenLake() {
    return Optional.of(installation.lake());
  }

  /** Some steps of it are no nightly; each step is noted by itself. */
  @Override
  protected Optional<String> notedAs() {
    return String.join(",", names).equals(STEPS) ? super.notedAs() : Optional.empty();
  }

  @Override
  protected Function<SparkSession, Summary> work() {
    installation.requireStore();
    List<Step> steps = steps();
    List<List<String>> options = options(steps);
    List<ReadyJob> jobs = steps.stream().map(step -> step.ready(options)).toList();
    return spark -> alone(lockWait, installation, held -> run(spark, jobs, held));
  }

  private Summary run(SparkSession spark, List<ReadyJob> jobs, HeldLock held) {
    Summary summary = Summary.of("nightly");
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      ReadyJob job = jobs.get(i);
      String step = job.name();
      report("step %d of %d: %s".formatted(i + 1, jobs.size(), step));
      Summary part = run(spark, job, held, summary);
      summary.with(step, part);
      part.failure().ifPresent(why -> failures.add("The step " + step + " failed: " + why));
    }
    return failures.isEmpty() ? summary : summary.failing(String.join(" ", failures));
  }

  /** What was done before a failure is said, too. */
  private Summary run(SparkSession spark, ReadyJob job, HeldLock held, Summary before) {
    try {
      held.require();
      return job.run(spark, progress(), held);
    } catch (Exception e) {
      print(before.with("failed", job.name()));
      report("The step " + job.name() + " failed.");
      throw e;
    }
  }

  private List<Step> steps() {
    Map<String, CommandLine> all = spec.parent().subcommands();
    List<Step> steps = new ArrayList<>();
    for (String name : names) {
      CommandLine command = all.get(name);
      if (!possible(all).contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no step '%s'; the steps are %s."
                .formatted(name, String.join(", ", possible(all))));
      }
      steps.add(new Step(name, command));
    }
    return steps;
  }

  private List<String> possible(Map<String, CommandLine> all) {
    return all.keySet().stream()
        .filter(name -> all.get(name).getCommand() instanceof Job job && job.isStep())
        .toList();
  }

  /** Those that were given here, and those that only steps know. */
  private List<List<String>> options(List<Step> steps) {
    TreeSet<String> unknown = new TreeSet<>();
    List<List<String>> options = new ArrayList<>(Step.options(others, steps, unknown));
    others.clear(); // the next parse would add to them
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "No step knows " + String.join(", ", unknown) + ".");
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      List<String> given = new ArrayList<>(List.of(option.longestName()));
      given.addAll(option.arity().max() == 0 ? List.of() : option.originalStringValues());
      options.add(given);
    }
    return options;
  }
}
