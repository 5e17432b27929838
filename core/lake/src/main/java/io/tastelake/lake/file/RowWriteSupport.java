package io.tastelake.lake.file;

import io.tastelake.contracts.lake.InteractionsTable;
import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.identity.UserId;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.ChangeColumns;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands a row to Parquet cell by cell; ordinals follow {@link InteractionsTable#COLUMNS}. */
final class RowWriteSupport extends WriteSupport<HashedRow> {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final RepeatedText databases = new RepeatedText();
  private final RepeatedText types = new RepeatedText();
  private RecordConsumer out;

  @Override
  @SuppressWarnings("deprecation") // abstract, so it has to be there
  public WriteContext init(Configuration configuration) {
    return new WriteContext(RowSchema.MESSAGE, Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(RowSchema.MESSAGE, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    out = recordConsumer;
  }

  @Override
  public void write(HashedRow hashed) {
    LoggedEvent row = hashed.row();
    InteractionEvent event = row.event();
    out.startMessage();
    whole(InteractionsTable.ACTOR_HASH, 0, hashed.hash());
    out.startField(InteractionsTable.LOG_PARTITION, 1);
    out.addInteger(row.partition());
    out.endField(InteractionsTable.LOG_PARTITION, 1);
    whole(InteractionsTable.LOG_OFFSET, 2, row.offset());
    text(InteractionsTable.DATABASE, 3, databases.of(event.database().value()));
    text(InteractionsTable.ACTOR_KIND, 4, EnumDictionary.of(event.actor().kind()));
    text(InteractionsTable.ACTOR_ID, 5, binary(event.actor().id()));
    text(InteractionsTable.OPERATION, 6, EnumDictionary.of(event.operation()));
    if (event.change() instanceof Change.Recorded recorded) {
      recorded(recorded.content());
    } else {
      columns(ChangeColumns.of(event.change()));
    }
    whole(InteractionsTable.ACCEPTED_AT, 14, event.acceptedAt());
    out.endMessage();
  }

  /** Nearly all rows are of RECORDs: they are written without {@link ChangeColumns} between. */
  private void recorded(Interaction interaction) {
    text(InteractionsTable.INTERACTION_ID, 7, hex(interaction.id()));
    text(InteractionsTable.ITEM_ID, 8, binary(interaction.item().value()));
    text(InteractionsTable.INTERACTION_TYPE, 9, types.of(interaction.type()));
    number(InteractionsTable.TIMESTAMP, 10, interaction.timestamp());
    text(InteractionsTable.PROPERTIES, 11, binary(interaction.properties()));
  }

  private void columns(ChangeColumns change) {
    InteractionId interaction = change.interaction();
    ItemId item = change.item();
    UserId user = change.user();
    text(InteractionsTable.INTERACTION_ID, 7, interaction == null ? null : hex(interaction));
    text(InteractionsTable.ITEM_ID, 8, item == null ? null : binary(item.value()));
    text(InteractionsTable.INTERACTION_TYPE, 9, types.of(change.type()));
    optional(InteractionsTable.TIMESTAMP, 10, change.timestamp());
    text(InteractionsTable.PROPERTIES, 11, binary(change.properties()));
    optional(InteractionsTable.RATING, 12, change.rating());
    text(InteractionsTable.USER_ID, 13, user == null ? null : binary(user.value()));
  }

  private void whole(String column, int ordinal, long value) {
    out.startField(column, ordinal);
    out.addLong(value);
    out.endField(column, ordinal);
  }

  private void optional(String column, int ordinal, Double value) {
    if (value != null) {
      number(column, ordinal, value);
    }
  }

  private void number(String column, int ordinal, double value) {
    out.startField(column, ordinal);
    out.addDouble(value);
    out.endField(column, ordinal);
  }

  private void text(String column, int ordinal, Binary value) {
    if (value != null) {
      out.startField(column, ordinal);
      out.addBinary(value);
      out.endField(column, ordinal);
    }
  }

  private static Binary binary(String text) {
    return text == null
        ? null
        : Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The 36 characters of an id, several times faster than through its String. */
  private static Binary hex(InteractionId id) {
    UUID uuid = id.value();
    byte[] text = new byte[36];
    hex(text, 0, uuid.getMostSignificantBits() >>> 32, 8);
    text[8] = '-';
    hex(text, 9, uuid.getMostSignificantBits() >>> 16, 4);
    text[13] = '-';
    hex(text, 14, uuid.getMostSignificantBits(), 4);
    text[18] = '-';
    hex(text, 19, uuid.getLeastSignificantBits() >>> 48, 4);
    text[23] = '-';
    hex(text, 24, uuid.getLeastSignificantBits(), 12);
    return Binary.fromConstantByteArray(text);
  }

  private static void hex(byte[] text, int from, long bits, int digits) {
    for (int i = 0; i < digits; i++) {
      text[from + i] = HEX[(int) (bits >>> (4 * (digits - 1 - i))) & 0xF];
    }
  }

  /** Encodes a text once as long as it recurs; rows are sorted, so it mostly does. */
  private static final class RepeatedText {

    private String last;
    private Binary encoded;

    Binary of(String text) {
      if (text == null) {
        return null;
      }
      if (!text.equals(last)) {
        encoded = binary(text);
        last = text;
      }
      return encoded;
    }
  }
}
