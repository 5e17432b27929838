package io.tastelake.serving.interaction.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tastelake.contracts.log.EventCodec;
import io.tastelake.contracts.log.UndecodableEventException;
import io.tastelake.domain.identity.Actor;
import io.tastelake.domain.identity.DatabaseId;
import io.tastelake.domain.identity.IdType;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.serving.http.ApiException;
import io.tastelake.serving.http.Bodies;
import io.tastelake.serving.http.ErrorKind;
import io.tastelake.serving.http.Timestamps;
import io.tastelake.serving.identity.IdTypes;
import io.tastelake.serving.identity.WrongIdException;
import java.util.UUID;

/** Any bytes are an interaction that survives the log, or {@code WrongData}. */
public final class BodyFuzz {

  private static final DatabaseId DATABASE = new DatabaseId("AAAAAAAAAAAAAAAAAAAAAA");
  private static final IdTypes[] TYPES = {
    new IdTypes(IdType.parse("int64"), IdType.parse("uint8"), IdType.UUID),
    new IdTypes(IdType.parse("bytes16"), IdType.parse("hex64"), IdType.UUID),
    new IdTypes(IdType.UUID, IdType.URLSAFE64, IdType.UUID),
  };
  private static final EventCodec CODEC = new EventCodec();

  private BodyFuzz() {}

  public static void fuzzerTestOneInput(byte[] body) throws UndecodableEventException {
    for (Timestamps timestamps : Timestamps.values()) {
      try {
        Row row = Bodies.read(body, parser -> RowReader.read(parser, timestamps));
        for (IdTypes types : TYPES) {
          survivesTheLog(row, types);
        }
      } catch (ApiException e) {
        assertThat(e.kind()).isEqualTo(ErrorKind.WRONG_DATA);
      }
    }
  }

  private static void survivesTheLog(Row row, IdTypes types) throws UndecodableEventException {
    RowEvents.requireSound(row);
    if (row.user() == null || row.item() == null || row.type() == null) {
      return;
    }
    try {
      UserId user = types.user(row.user());
      ItemId item = types.item(row.item());
      assertThat(types.user(user.value())).isEqualTo(user);
      assertThat(types.item(item.value())).isEqualTo(item);
      double timestamp = row.timestamp() == null ? 0 : row.timestamp();
      assertThat(timestamp).isBetween(-150_000_000_000.0, 3_500_000_000.0);
      InteractionEvent event =
          InteractionEvent.record(
              DATABASE,
              Actor.of(user),
              new Interaction(
                  new InteractionId(new UUID(1, 2)), item, row.type(), timestamp, row.properties()),
              1);
      assertThat(CODEC.decode(CODEC.encode(event))).isEqualTo(event);
    } catch (WrongIdException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
