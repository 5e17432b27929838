package io.tastelake.serving.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.lake.LogPosition;
import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.log.Balance;
import io.tastelake.serving.log.Books;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accepted = in the lake + dead-lettered + in flight, of a real log and a real lake. */
class BooksTest {

  private static final DatabaseId LARGE = DatabaseId.of(new UUID(1, 2));
  private static final DatabaseId SMALL = DatabaseId.of(new UUID(1, 3));

  private final LogAndLake parts = new LogAndLake();
  private final Shop large = new Shop(LARGE, "user", 10, 7);
  private final Shop small = new Shop(SMALL, "user", 3, 8);
  private final Map<DatabaseId, Long> written = new HashMap<>();

  @AfterEach
  void stop() {
    parts.close();
  }

  @Test
  void eventsAreInFlightUntilTheLakeHasThem() throws Exception {
    try (Interactions interactions = Interactions.open(parts.config())) {
      assertThat(interactions.books().of(LARGE)).contains(Balance.NONE);
      write(interactions, large);
      awaitBalance(interactions, LARGE, new Balance(0, 0, written.get(LARGE), 0));
      parts.ingest();
      awaitBalance(interactions, LARGE, new Balance(written.get(LARGE), 0, 0, 0));
      assertThat(interactions.books().of(SMALL)).contains(Balance.NONE);
      sendGarbage(Topics.key(LARGE, large.anyActor()));
      sendGarbage(Topics.key(SMALL, small.anyActor()));
      sendGarbage(null);
      parts.ingest();
      awaitBalance(interactions, LARGE, new Balance(written.get(LARGE), 1, 0, 0));
      Books books = interactions.books().show().orElseThrow();
      assertThat(books.databases()).containsOnlyKeys(LARGE);
      assertThat(books.others()).isEqualTo(new Balance(0, 2, 0, 0));
    }
  }

  @Test
  void theyBalanceUnderLoadAndAfterARestart() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (Interactions interactions = Interactions.open(parts.config())) {
        parts.whileIngesting(
            Duration.ofMillis(30),
            () -> {
              for (int i = 0; i < 60; i++) {
                write(interactions, large);
                write(interactions, small);
                interactions
                    .books()
                    .of(LARGE)
                    .ifPresent(balance -> assertThat(balance.unbalanced()).isZero());
              }
            });
        parts.ingest();
        for (DatabaseId database : List.of(LARGE, SMALL)) {
          awaitBalance(interactions, database, new Balance(written.get(database), 0, 0, 0));
        }
        Books books = interactions.books().show().orElseThrow();
        assertThat(books.since()).isEqualTo(LogPosition.start(parts.topic.id()));
        assertThat(books.others()).isEqualTo(Balance.NONE);
        assertThat(books.uncounted()).isZero();
      }
    }
  }

  private void write(Interactions interactions, Shop shop) {
    List<InteractionEvent> events = shop.write(20);
    interactions.eventLog().append(events);
    events.forEach(event -> written.merge(event.database(), 1L, Long::sum));
  }

  private void sendGarbage(byte[] key) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", parts.broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var unused =
          producer.send(new ProducerRecord<>(Topics.INTERACTIONS, key, new byte[] {1, 2})).get();
    }
  }

  private static void awaitBalance(
      Interactions interactions, DatabaseId database, Balance expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(interactions.books().of(database)).contains(expected));
  }
}
