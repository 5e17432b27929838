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
 * are ordered, {@value #BYTES_PER_ROW} bytes each. They lie in slices by interaction id, so that
 * {@link ActorHistory} joins one slice at a time.
 */
final class RowOutlines {

  /** What a row takes here. */
  static final int BYTES_PER_ROW = 40;

  private static final int CHUNK = 1_024;
  private static final ItemId SOME_ITEM = new ItemId("-");
  private static final String WANTED = "wanted";
  private static final String OTHER = "other";

  private final HistoryRequest request;
  private final int part;
  private final int parts;
  private final List<Slice> slices = new ArrayList<>();
  private final List<LoggedEvent> forgets = new ArrayList<>();
  private LoggedEvent sample;

  /**
   * No rows yet.
   *
   * @param part which of {@code parts} parts of the interactions is outlined here, from 0 on
   * @param joins how many slices it is joined in
   */
  RowOutlines(HistoryRequest request, int part, int parts, int joins) {
    this.request = request;
    this.part = part;
    this.parts = parts;
    for (int i = 0; i < joins; i++) {
      slices.add(new Slice());
    }
  }

  void add(LoggedEvent row) {
    switch (row.event().operation()) {
      case RECORD, AMEND, RETRACT -> outline(row);
      case FORGET -> forgets.add(row);
      case RESOLVE, RATE, UNRATE -> {
        // decide nothing about interactions
      }
    }
  }

  private void outline(LoggedEvent row) {
    int bucket = bucket(row.event().interaction().value());
    if (bucket % parts == part) {
      sample = row;
      slices.get(bucket / parts % slices.size()).add(row);
    }
  }

  /** Spreads ids evenly over the numbers from 0 on. */
  private static int bucket(UUID id) {
    long mixed = (id.getMostSignificantBits() ^ id.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 33);
  }

  /** Offers {@code newest} the interactions that are wanted, without properties, of some item. */
  void offerTo(NewestRows newest) {
    for (Slice slice : slices) {
      for (Interaction row : slice.joined()) {
        if (row.type().equals(WANTED) && request.wantsPlace(row)) {
          newest.offer(row);
        }
      }
    }
  }

  private static final class Chunk {
    final long[] high = new long[CHUNK];
    final long[] low = new long[CHUNK];
    final long[] offset = new long[CHUNK];
    final double[] timestamp = new double[CHUNK]; // not a number: absent
    final Operation[] operation = new Operation[CHUNK];
    final String[] type = new String[CHUNK];
  }

  private final class Slice {

    private final List<Chunk> chunks = new ArrayList<>();
    private int rows;

    void add(LoggedEvent row) {
      if (rows % CHUNK == 0) {
        chunks.add(new Chunk());
      }
      InteractionEvent event = row.event();
      Chunk chunk = chunks.get(rows / CHUNK);
      int at = rows++ % CHUNK;
      chunk.high[at] = event.interaction().value().getMostSignificantBits();
      chunk.low[at] = event.interaction().value().getLeastSignificantBits();
      chunk.offset[at] = row.offset();
      chunk.timestamp[at] = event.timestamp() == null ? Double.NaN : event.timestamp();
      chunk.operation[at] = event.operation();
      chunk.type[at] =
          event.type() == null ? null : request.wantsType(event.type()) ? WANTED : OTHER;
    }

    List<Interaction> joined() {
      ActorHistory history = ActorHistory.of(forgets);
      for (int row = 0; row < rows; row++) {
        Chunk chunk = chunks.get(row / CHUNK);
        int at = row % CHUNK;
        history.add(new LoggedEvent(sample.partition(), chunk.offset[at], event(chunk, at)));
      }
      return history.interactions();
    }
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
