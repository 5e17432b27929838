package io.tastelake.serving.admin;

import io.tastelake.log.DeadLetters;
import io.tastelake.serving.log.KafkaArguments;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the dead letters without what they hold, which may name users. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the dead letters: since when, origin, bytes, whether this version reads an event from"
          + " it, and why it was none."
    })
final class ListDeadLetters implements Callable<Integer> {

  @Spec private CommandSpec command;
  @Mixin private final KafkaArguments kafka = new KafkaArguments();

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    AtomicLong letters = new AtomicLong();
    AtomicLong events = new AtomicLong();
    new DeadLetters(kafka.brokers())
        .forEach(
            letter -> {
              letters.incrementAndGet();
              events.addAndGet(letter.event().isPresent() ? 1 : 0);
              out.printf(
                  "%s  %s  %d bytes  %s  %s%n",
                  letter.at(),
                  letter.origin(),
                  letter.bytes(),
                  letter.event().isPresent() ? "event" : "-",
                  letter.reason());
            });
    out.printf(
        "%d dead letters; %d of them are events to this version.%n", letters.get(), events.get());
    return 0;
  }
}
