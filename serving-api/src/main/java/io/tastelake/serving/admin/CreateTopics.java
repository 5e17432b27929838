package io.tastelake.serving.admin;

import io.tastelake.log.Brokers;
import io.tastelake.log.InteractionTopics;
import io.tastelake.serving.log.KafkaArguments;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates the log's topics, and says what is wrong with those that exist. */
@Command(
    name = "create-topics",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Creates the topics 'interactions' and 'interactions-dead-letter'. Existing ones are"
            + " checked and left as they are; exit code 1 if something is wrong with them.")
final class CreateTopics implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final KafkaArguments kafka = new KafkaArguments();
  @Mixin private final LayoutArguments topics = new LayoutArguments();

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    Brokers brokers = kafka.brokers();
    out.println("interactions has id " + InteractionTopics.ensure(brokers, topics.layout()));
    List<String> problems = InteractionTopics.problems(brokers, topics.layout());
    problems.forEach(out::println);
    return problems.isEmpty() ? 0 : 1;
  }
}
