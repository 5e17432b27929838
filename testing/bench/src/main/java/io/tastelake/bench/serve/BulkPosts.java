package io.tastelake.bench.serve;

import io.tastelake.bench.load.EventTopic;
import io.tastelake.bench.load.Load;
import io.tastelake.bench.measure.Contestant;
import io.tastelake.bench.measure.Figure;
import io.tastelake.bench.measure.Report;
import io.tastelake.bench.measure.Rounds;
import io.tastelake.bench.measure.Sample;
import io.tastelake.bench.measure.Target;
import io.tastelake.bench.subject.Bodies;
import io.tastelake.bench.subject.CpuShare;
import io.tastelake.bench.subject.Subject;
import io.tastelake.log.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** P1: bulks of 1,000 rows, beside Kafka's own producer. */
final class BulkPosts {

  private static final String RATE = "events/s";
  private static final String RAW_TOPIC = "bench-raw";
  private static final int RAW_PARTITIONS = 4;
  private static final int ROWS = 1_000;
  private static final int BODIES = 50;
  private static final int CLIENTS = 4;
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final int ROUNDS = 3;

  /** Ten times the best of PredictionIO's batches. */
  private static final double TARGET = 180_000;

  private BulkPosts() {}

  static void measure(Subject subject, Report report) throws Exception {
    Brokers brokers = subject.standalone().brokers();
    EventTopic.create(brokers, RAW_TOPIC, RAW_PARTITIONS);
    try (EventTopic topic = new EventTopic(brokers, RAW_TOPIC)) {
      Bulks bulks = new Bulks(subject);
      Raw raw = new Raw(subject, topic);
      Rounds rounds = Rounds.alternate(List.of(bulks, raw), 1, ROUNDS);
      report(report, rounds, bulks, raw);
    }
  }

  private static void report(Report report, Rounds rounds, Bulks bulks, Raw raw) {
    report.add(
        Figure.of("P1", "bulk POST of 1,000 rows, acks=all", rounds.median(bulks, RATE), RATE)
            .target(Target.atLeast(TARGET))
            .note(
                CLIENTS
                    + " connections; "
                    + rounds.spread(bulks, RATE)
                    + "; "
                    + bulks.cpu
                    + " until it is in the lake"));
    report.add(
        Figure.of("P1", "Kafka's producer, same records", rounds.median(raw, RATE), RATE)
            .note("one thread, records encoded before, its own topic, lz4; " + raw.cpu));
    report.add(
        Figure.of("P1", "bulk POST ÷ producer", rounds.ratio(bulks, raw, RATE), "×")
            .target(Target.atLeast(0.4))
            .note(rounds.ratioSpread(bulks, raw, RATE))
            .aheadOf("Kafka's producer"));
  }

  private static final class Bulks implements Contestant {

    private final Subject subject;
    private final List<byte[]> bodies;
    private String cpu = "";

    Bulks(Subject subject) {
      this.subject = subject;
      this.bodies = Bodies.bulks(subject.events(1), BODIES, ROWS);
    }

    @Override
    public String name() {
      return "bulk POST";
    }

    @Override
    public Sample run() throws Exception {
      subject.lake().untilCommitted();
      CpuShare share = CpuShare.from(subject.standalone().handle());
      Load load = Load.closed(() -> subject.bulkLane(bodies), CLIENTS, ROUND);
      subject.lake().untilCommitted();
      cpu = share.text(load.requests() * ROWS);
      return new Sample(Map.of(RATE, load.rate() * ROWS));
    }
  }

  private static final class Raw implements Contestant {

    private final Subject subject;
    private final EventTopic topic;
    private final List<ProducerRecord<byte[], byte[]>> records;
    private String cpu = "";

    Raw(Subject subject, EventTopic topic) {
      this.subject = subject;
      this.topic = topic;
      var events = subject.events(1);
      this.records =
          Stream.generate(() -> topic.encode(events.event())).limit(BODIES * ROWS).toList();
    }

    @Override
    public String name() {
      return "producer";
    }

    @Override
    public Sample run() throws Exception {
      subject.lake().untilCommitted();
      CpuShare share = CpuShare.from(subject.standalone().handle());
      long start = System.nanoTime();
      long end = start + ROUND.toNanos();
      long sent = 0;
      while (System.nanoTime() < end) {
        records.forEach(topic::send);
        sent += records.size();
      }
      topic.awaitAcknowledged();
      cpu = share.text(sent);
      return new Sample(Map.of(RATE, sent * 1e9 / (System.nanoTime() - start)));
    }
  }
}
