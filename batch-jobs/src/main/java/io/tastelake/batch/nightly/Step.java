package io.tastelake.batch.nightly;

import io.tastelake.batch.Job;
import io.tastelake.batch.ReadyJob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A job among others, which takes of all arguments those that it knows. */
record Step(String name, CommandLine command) {

  /** The job with its arguments, checked; misuse is as if it was called by itself. */
  ReadyJob ready(List<List<String>> options) {
    List<String> known = new ArrayList<>();
    options.stream().filter(this::knows).forEach(known::addAll);
    command.parseArgs(known.toArray(String[]::new));
    Job job = command.getCommand();
    return job.ready();
  }

  boolean knows(List<String> option) {
    return spec(option.get(0)) != null;
  }

  private OptionSpec spec(String option) {
    return command.getCommandSpec().findOption(option);
  }

  /**
   * Tokens as options with their values: {@code --name=value}, {@code --name value} or {@code
   * --name}, as the first of {@code steps} that knows the option takes it.
   *
   * @param unknown takes what no step knows
   */
  static List<List<String>> options(List<String> tokens, List<Step> steps, Set<String> unknown) {
    List<List<String>> options = new ArrayList<>();
    for (Iterator<String> rest = tokens.iterator(); rest.hasNext(); ) {
      String token = rest.next();
      int value = token.indexOf('=');
      String name = value < 0 ? token : token.substring(0, value);
      OptionSpec spec =
          steps.stream()
              .map(step -> step.spec(name))
              .filter(found -> found != null)
              .findFirst()
              .orElse(null);
      if (spec == null) {
        unknown.add(token);
        continue;
      }
      List<String> option = new ArrayList<>(List.of(name));
      if (value >= 0) {
        option.add(token.substring(value + 1));
      } else if (spec.arity().min() > 0 && rest.hasNext()) {
        option.add(rest.next());
      }
      options.add(option);
    }
    return options;
  }
}
