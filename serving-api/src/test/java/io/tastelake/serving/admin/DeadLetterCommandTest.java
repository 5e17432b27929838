package io.tastelake.serving.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.log.InteractionTopics;
import io.tastelake.log.KafkaTopic;
import io.tastelake.log.TestBroker;
import io.tastelake.log.TopicLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that a newer version can read return to the log; nothing else does. */
class DeadLetterCommandTest {

  private static final DatabaseId SHOP = new DatabaseId("shopshopshopshopshop01");
  private static final Actor ANN = Actor.of(new UserId("ann"));

  @TempDir Path folder;

  private TestBroker broker;

  private String run(int expected, String... arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    String[] all = new String[arguments.length + 3];
    all[0] = "dead-letters";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--bootstrap-servers";
    all[all.length - 1] = broker.bootstrapServers();
    int exit = Admin.commandLine().setOut(out).setErr(out).execute(all);
    assertThat(exit).as("%s", printed).isEqualTo(expected);
    return printed.toString();
  }

  private long events() {
    try (KafkaTopic topic =
        KafkaTopic.of(broker.brokers(), Topics.INTERACTIONS, Duration.ofSeconds(20))) {
      return topic.end().next().values().stream().mapToLong(Long::longValue).sum();
    }
  }

  @Test
  void listsAndReplays() throws Exception {
    broker = new TestBroker(folder);
    try {
      InteractionTopics.ensure(
          broker.brokers(),
          new TopicLayout(TestBroker.PARTITIONS, (short) 1, 1, Duration.ofDays(7)));
      EventCodec codec = new EventCodec();
      put("interactions/0/1", codec.encode(recorded()));
      put("interactions/0/1", codec.encode(recorded()));
      put("interactions/0/2", "no event".getBytes(UTF_8));
      put("interactions/1/3", codec.encode(forget()));

      String list = run(0, "list");
      assertThat(list)
          .contains("interactions/0/2  8 bytes  -  a reason")
          .contains("4 dead letters; 3 of them are events to this version.")
          .doesNotContain("ann");

      assertThat(run(0, "replay", "--all"))
          .contains("interactions/0/1 is appended", "1 events appended");
      assertThat(events()).isEqualTo(1);
      assertThat(run(1, "replay", "--origin", "interactions/1/3,interactions/0/2"))
          .contains("interactions/1/3 is appended", "interactions/0/2 is not");
      assertThat(events()).isEqualTo(2);
    } finally {
      broker.close();
    }
  }

  private static InteractionEvent recorded() {
    return InteractionEvent.record(
        SHOP,
        ANN,
        new Interaction(new InteractionId(new UUID(1, 1)), new ItemId("lamp"), "view", 1.0, null),
        1_700_000_000_000_000L);
  }

  private static InteractionEvent forget() {
    return InteractionEvent.forget(
        SHOP, ANN, new InteractionId(new UUID(2, 2)), 1_700_000_000_000_000L);
  }

  private void put(String origin, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, origin.getBytes(UTF_8), value);
      letter.headers().add(Topics.ORIGIN, origin.getBytes(UTF_8));
      letter.headers().add(Topics.REASON, "a reason".getBytes(UTF_8));
      var unused = producer.send(letter).get();
    }
  }
}
