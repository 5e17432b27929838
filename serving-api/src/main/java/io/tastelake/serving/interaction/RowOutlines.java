package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.identity.ItemId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Rows of one actor without their contents: what decides which interactions there are and how they
 * are ordered, {@value #BYTES_PER_ROW} bytes each. The join is {@link ActorHistory}'s, of a slice
 * of the interactions at a time.
 */
final class RowOutlines {

  /** What a row takes here. */
  static final int BYTES_PER_ROW = 40;

  private static final int CHUNK = 8_192;
  private static final ItemId SOME_ITEM = new ItemId("-");
  private static final String WANTED = "wanted";
  private static final String OTHER = "other";

  private final HistoryRequest request;
  private final int part;
  private final int parts;
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<LoggedEvent> forgets = new ArrayList<>();
  private LoggedEvent sample;
  private int rows;

  /**
   * No rows yet.
   *
   * @param part which of {@code parts} parts of the interactions is outlined here, from 0 on
   */
  RowOutlines(HistoryRequest request, int part, int parts) {
    this.request = request;
    this.part = part;
    this.parts = parts;
  }

  private static final class Chunk {
    final long[] high = new long[CHUNK];
    final long[] low = new long[CHUNK];
    final long[] offset = new long[CHUNK];
    final double[] timestamp = new double[CHUNK]; // not a number: absent
    final Operation[] operation = new Operation[CHUNK];
    final String[] type = new String[CHUNK];
  }

  void add(LoggedEvent row) {
    switch (row.event().operation()) {
      case RECORD, AMEND, RETRACT -> outline(row);
      case FORGET -> forgets.add(row);
      default -> {
        // decides nothing about interactions
      }
    }
  }

  private void outline(LoggedEvent row) {
    UUID id = row.event().interaction().value();
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    if (bucket(high, low) % parts != part) {
      return;
    }
    sample = row;
    if (rows % CHUNK == 0) {
      chunks.add(new Chunk());
    }
    InteractionEvent event = row.event();
    Chunk chunk = chunks.get(rows / CHUNK);
    int at = rows++ % CHUNK;
    chunk.high[at] = high;
    chunk.low[at] = low;
    chunk.offset[at] = row.offset();
    chunk.timestamp[at] = event.timestamp() == null ? Double.NaN : event.timestamp();
    chunk.operation[at] = event.operation();
    chunk.type[at] = event.type() == null ? null : request.wantsType(event.type()) ? WANTED : OTHER;
  }

  /**
   * Offers {@code newest} the interactions that are wanted; they have no properties and some item.
   *
   * @param atOnce how many of them are made at once, about
   */
  void offerTo(NewestRows newest, int atOnce) {
    int slices = 1 + rows / atOnce;
    for (int slice = 0; slice < slices; slice++) {
      for (Interaction row : joined(slice, slices)) {
        if (row.type().equals(WANTED) && request.wantsPlace(row)) {
          newest.offer(row);
        }
      }
    }
  }

  private List<Interaction> joined(int slice, int slices) {
    ActorHistory history = ActorHistory.of(forgets);
    int left = rows;
    for (Chunk chunk : chunks) {
      for (int at = 0; at < Math.min(left, CHUNK); at++) {
        if (bucket(chunk.high[at], chunk.low[at]) / parts % slices == slice) {
          history.add(new LoggedEvent(sample.partition(), chunk.offset[at], event(chunk, at)));
        }
      }
      left -= CHUNK;
    }
    return history.interactions();
  }

  /** Spreads ids evenly over the numbers from 0 on. */
  private static int bucket(long high, long low) {
    return (int) (((high ^ low) * 0x9E3779B97F4A7C15L) >>> 33);
  }

  private InteractionEvent event(Chunk chunk, int at) {
    var id = new InteractionId(new UUID(chunk.high[at], chunk.low[at]));
    var database = sample.event().database();
    var actor = sample.event().actor();
    double timestamp = chunk.timestamp[at];
    String type = chunk.type[at];
    return switch (chunk.operation[at]) {
      case RECORD ->
          InteractionEvent.record(
              database, actor, new Interaction(id, SOME_ITEM, type, timestamp, null), 0);
      case AMEND ->
          InteractionEvent.amend(
              database,
              actor,
              id,
              null,
              type,
              Double.isNaN(timestamp) ? null : (Double) timestamp,
              null,
              0);
      default -> InteractionEvent.retract(database, actor, id, 0);
    };
  }
}
