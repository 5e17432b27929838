package io.tastelake.e2e.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tastelake.contracts.log.Topics;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.e2e.kit.Poison;
import io.tastelake.e2e.kit.Rows;
import io.tastelake.e2e.kit.SharedSystem;
import io.tastelake.e2e.kit.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record that holds no valid event is put aside, and everyone goes on. */
@ExtendWith(SharedSystem.Extension.class)
class DeadLetterTest {

  @Test
  void anUndecodableRecordIsPutAsideAndTheJobGoesOn(SharedSystem system) throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    byte[] key = Topics.key(tenant.database(), Actor.of(new UserId("ann")));
    byte[] value = "no event at all".getBytes(UTF_8);
    RecordMetadata place = system.log().append(key, value);
    RecordMetadata empty = system.log().append(key, null);
    String path = "/user-data/ann/interactions";
    Map<String, String> row = Map.of("item_id", "lamp", "interaction_type", "view");
    String id = tenant.client().post(path, row).ok().text("interaction_id");
    assertThat(tenant.client().list(path, 10)).hasSize(1);

    system.awaitLakeCoversLog();
    assertThat(Rows.of(system.lake()))
        .filteredOn(stored -> stored.event().database().equals(tenant.database()))
        .extracting(
            stored -> ((Change.OfInteraction) stored.event().change()).interaction().toString())
        .containsExactly(id);
    assertLetter(system, place, value);
    assertLetter(system, empty, null);
  }

  @Test
  void anEventThatBreaksARuleIsPutAsideWithItsReasonAndSeenByNobody(SharedSystem system)
      throws Exception {
    Tenant tenant = system.tenant(Tenant.Ids.TEXT);
    byte[] key = Topics.key(tenant.database(), Actor.of(new UserId("bob")));
    List<RecordMetadata> places = new ArrayList<>();
    for (byte[] value : new Poison(tenant.database(), "bob").invalidEvents()) {
      places.add(system.log().append(key, value));
    }
    String path = "/user-data/bob/interactions";
    Map<String, String> row = Map.of("item_id", "lamp", "interaction_type", "view");
    tenant.client().post(path, row).ok();
    assertThat(tenant.client().list(path, 10)).hasSize(1);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(tenant.client().get("/users/bob/ratings/").ok().body().toString())
                    .contains("lamp"));
    system.awaitLakeCoversLog();
    assertThat(tenant.client().list(path, 10)).hasSize(1);
    List<String> origins =
        system.log().deadLetters().stream().map(letter -> header(letter, Topics.ORIGIN)).toList();
    for (RecordMetadata place : places) {
      assertThat(origins).contains(place.topic() + "/" + place.partition() + "/" + place.offset());
    }
  }

  private static void assertLetter(SharedSystem system, RecordMetadata place, byte[] value) {
    String origin = place.topic() + "/" + place.partition() + "/" + place.offset();
    ConsumerRecord<byte[], byte[]> letter =
        system.log().deadLetters().stream()
            .filter(record -> header(record, Topics.ORIGIN).equals(origin))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no dead letter of " + origin));
    assertThat(letter.value()).isEqualTo(value);
    assertThat(new String(letter.key(), UTF_8)).isEqualTo(origin);
    assertThat(header(letter, Topics.REASON)).isNotBlank();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
