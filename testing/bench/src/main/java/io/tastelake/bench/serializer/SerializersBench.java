package io.tastelake.bench.serializer;

import io.tastelake.bench.load.NarrowEvents;
import io.tastelake.bench.load.Zipf;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Machine;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.InteractionEvent;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Our serializer of what goes from task to task, beside Avro, on the same events. */
@Command(
    name = "serializers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "An event between two tasks: our serializer beside Avro's, time and size.")
public final class SerializersBench implements Callable<Integer> {

  private static final int WARM_UPS = 5;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Events in one round (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "11",
      description = "How often each serializer runs (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of all events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws Exception {
    Report report = new Report("serializers", Machine.now(), System.out);
    NarrowEvents made =
        new NarrowEvents(new DatabaseId("AAAAAAAAAAEAAAAAAAAAAQ"), Zipf.of(100_000, 1_000), seed);
    List<InteractionEvent> sent = Stream.generate(made::event).limit(events).toList();
    OurSerializer ours = new OurSerializer(sent);
    AvroSerializer avro = new AvroSerializer(sent);
    Rounds done = Rounds.alternate(List.of(ours, avro), WARM_UPS, rounds);
    for (SerializedEvents each : List.of(ours, avro)) {
      for (String value : List.of(SerializedEvents.WRITE, SerializedEvents.READ)) {
        report.add(
            Figure.of("P7", each.name() + ", " + value, done.median(each, value), "ns/event")
                .note(done.spread(each, value)));
      }
      report.add(
          Figure.of("P7", each.name(), done.median(each, SerializedEvents.SIZE), "bytes/event"));
    }
    report.add(
        Figure.of(
                "P7",
                "Avro ÷ ours, " + SerializedEvents.READ,
                done.ratio(avro, ours, SerializedEvents.READ),
                "×")
            .note(done.ratioSpread(avro, ours, SerializedEvents.READ))
            .aheadOf("Avro"));
    report.add(
        Figure.of(
                "P7",
                "Avro ÷ ours, " + SerializedEvents.WRITE,
                done.ratio(avro, ours, SerializedEvents.WRITE),
                "×")
            .note(done.ratioSpread(avro, ours, SerializedEvents.WRITE))
            .aheadOf("Avro"));
    report.print();
    return 0;
  }
}
