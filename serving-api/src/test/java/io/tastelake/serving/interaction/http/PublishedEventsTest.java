package io.tastelake.serving.interaction.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.PropertiesText;
import io.tastelake.contracts.log.Topics;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.contracts.log.ValidEvents;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.SessionId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Bodies;
import io.tastelake.serving.http.Json;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.identity.IdTypes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever the API takes is an event to everyone who reads the log. */
class PublishedEventsTest {

  private static final DatabaseId DATABASE = DatabaseId.of(new UUID(1, 2));
  private static final IdTypes TYPES =
      new IdTypes(IdType.parse("bytes64"), IdType.parse("text64"), IdType.parse("int64"));

  private final EventCodec codec = new EventCodec();

  @Provide
  Arbitrary<Object> json() {
    return Arbitraries.lazyOf(
        () -> Arbitraries.strings().ofMaxLength(80).map(text -> (Object) text),
        () -> Arbitraries.doubles().map(number -> (Object) number),
        () -> Arbitraries.longs().map(number -> (Object) number),
        () -> Arbitraries.of(true, false).map(flag -> (Object) flag),
        () -> json().list().ofMaxSize(3).map(list -> (Object) list),
        () -> Arbitraries.maps(Arbitraries.strings().ofMaxLength(9), json()).ofMaxSize(3));
  }

  @Property(tries = 1_000)
  void whatIsTakenIsRead(
      @ForAll @Size(min = 1, max = 64) byte[] user,
      @ForAll String type,
      @ForAll double timestamp,
      @ForAll("json") Object properties)
      throws JsonProcessingException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("user_id", Base64.getEncoder().encodeToString(user));
    row.put("item_id", "lamp._-");
    row.put("interaction_type", type);
    row.put("timestamp", timestamp);
    row.put("properties", properties instanceof Map<?, ?> map ? map : Map.of("p", properties));
    event(Json.MAPPER.writeValueAsString(row)).ifPresent(this::assertRead);
  }

  @Example
  void theOddestIsRead() {
    String deep = "{\"a\":".repeat(62) + "1" + "}".repeat(62);
    for (String properties :
        new String[] {
          deep,
          "{\"nul\":\"\\u0000\"}",
          "{\"n\":1e308}",
          "{\"n\":" + "9".repeat(256) + "}",
          "{\"" + "k".repeat(1024) + "\":\"" + "😀".repeat(100) + "\"}",
          "{\"x\":\"" + "日".repeat((PropertiesText.MAX_BYTES - 8) / 3) + "\"}"
        }) {
      Optional<InteractionEvent> event =
          event(
              """
              {"user_id": "%s", "item_id": "%s", "interaction_type": "\\ufffd%s",
               "timestamp": 3500000000.0, "properties": %s}
              """
                  .formatted("A".repeat(86), "😀".repeat(64), "😀".repeat(63), properties));
      assertThat(event).as(properties).isPresent();
      assertRead(event.get());
    }
  }

  private Optional<InteractionEvent> event(String body) {
    try {
      Row row =
          Bodies.read(
              body.getBytes(StandardCharsets.UTF_8),
              parser -> RowReader.read(parser, Timestamps.UNIX_SECONDS));
      RowEvents.requireSound(row);
      Interaction interaction =
          new Interaction(
              new InteractionId(new UUID(3, 4)),
              TYPES.item(row.item()),
              row.type(),
              row.timestamp() == null ? 0 : row.timestamp(),
              row.properties());
      Actor actor = Actor.of(TYPES.user(row.user()));
      return Optional.of(InteractionEvent.record(DATABASE, actor, interaction, 1));
    } catch (ApiException refused) {
      return Optional.empty();
    }
  }

  private void assertRead(InteractionEvent event) {
    assertThat(ValidEvents.RULES.violation(event)).isEmpty();
    byte[] key = Topics.key(event.database(), event.actor());
    byte[] value = codec.encode(event);
    assertThat(key.length + value.length).isLessThanOrEqualTo(EventCodec.MAX_BYTES);
    try {
      assertThat(codec.decode(key, value, null)).isEqualTo(event);
    } catch (UndecodableEventException e) {
      throw new AssertionError(e);
    }
  }

  @Property(tries = 200)
  void decisionsAreRead(
      @ForAll long session,
      @ForAll @Size(min = 1, max = 64) byte[] user,
      @ForAll @net.jqwik.api.constraints.DoubleRange(min = 1, max = 10) double rating) {
    var owner = TYPES.user(Base64.getUrlEncoder().withoutPadding().encodeToString(user));
    var item = TYPES.item("lamp");
    SessionId anonymous = TYPES.session(Long.toString(session));
    assertRead(InteractionEvent.resolve(DATABASE, anonymous, owner, -150_000_000_000.0, 1));
    assertRead(InteractionEvent.rate(DATABASE, owner, item, rating, 3_500_000_000.0, 1));
    assertRead(InteractionEvent.unrate(DATABASE, owner, item, 1));
  }
}
