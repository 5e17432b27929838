package io.tastelake.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options by the names that they once had: schedules still use them. A job takes them, says what
 * they are called now, and does not list them in its help.
 */
final class OldNames {

  private static final Map<String, String> NEW_BY_OLD =
      Map.of("--patience", "--timeout", "--most-users", "--max-users");

  private OldNames() {}

  /** Makes {@code job} take its options by their old names, too. */
  static void addTo(CommandLine job) {
    CommandSpec spec = job.getCommandSpec();
    Map<ArgSpec, String> given = new HashMap<>();
    NEW_BY_OLD.forEach(
        (oldName, newName) -> {
          OptionSpec option = spec.findOption(newName);
          if (option != null) {
            spec.addOption(renamed(oldName, value -> take(job, oldName, option, value, given)));
          }
        });
    job.setDefaultValueProvider(given::get);
  }

  /** The value is the option's as its default would be: parsed, checked and outranked like that. */
  private static void take(
      CommandLine job,
      String oldName,
      OptionSpec option,
      String value,
      Map<ArgSpec, String> given) {
    job.getErr().println(oldName + " is called " + option.longestName() + " now.");
    given.put(option, value);
  }

  private static OptionSpec renamed(String oldName, Consumer<String> taken) {
    return OptionSpec.builder(oldName)
        .type(String.class)
        .arity("1")
        .hidden(true)
        .hasInitialValue(false)
        .setter(
            new ISetter() {
              @Override
              public <T> T set(T value) {
                taken.accept((String) value);
                return value;
              }
            })
        .build();
  }
}
