package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Amendment;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Content;
import io.tastelake.domain.interaction.InteractionState;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.domain.interaction.Operation;
import io.tastelake.domain.interaction.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Rows of one actor without their contents: what decides which interactions there are and how they
 * are ordered, {@value #BYTES_PER_ROW} bytes each. They lie in slices by interaction id, so that
 * one slice at a time is joined.
 */
final class RowOutlines {

  /** What a row takes here. */
  static final int BYTES_PER_ROW = 40;

  private static final int CHUNK = 1_024;
  private static final String WANTED = "wanted";
  private static final String OTHER = "other";

  private final HistoryRequest request;
  private final int part;
  private final int parts;
  private final List<Slice> slices = new ArrayList<>();
  private final ActorHistory forgets = new ActorHistory();

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
    if (row.event().change() instanceof Change.OfInteraction change) {
      int bucket = bucket(change.interaction().value());
      if (bucket % parts == part) {
        slices.get(bucket / parts % slices.size()).add(change, row.offset());
      }
    } else if (row.event().change() instanceof Change.Forgotten) {
      forgets.add(row);
    }
  }

  /** Spreads ids evenly over the numbers from 0 on. */
  private static int bucket(UUID id) {
    long mixed = (id.getMostSignificantBits() ^ id.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 33);
  }

  /** Offers {@code newest} the positions of the interactions that are wanted. */
  void offerTo(NewestRows newest) {
    long forgottenBelow = forgets.forgottenBelow();
    for (Slice slice : slices) {
      slice
          .joined()
          .forEach(
              (id, state) ->
                  state
                      .current(forgottenBelow)
                      .filter(Outline::wantedType)
                      .map(outline -> new HistoryPosition(outline.timestamp(), id))
                      .filter(request::wantsPosition)
                      .ifPresent(newest::offer));
    }
  }

  /** What decides whether an interaction is wanted, and where. */
  private record Outline(boolean wantedType, double timestamp) implements Content<Outline> {

    @Override
    public Outline amendedBy(Amendment amendment) {
      return new Outline(
          amendment.type().map(WANTED::equals).orElse(wantedType),
          amendment.timestamp().orElse(timestamp));
    }
  }

  private static final class Chunk {
    final long[] high = new long[CHUNK];
    final long[] low = new long[CHUNK];
    final long[] offset = new long[CHUNK];
    final double[] timestamp = new double[CHUNK]; // not a number: absent
    final Operation[] operation = new Operation[CHUNK];
    final String[] type = new String[CHUNK]; // wanted, other, or null: absent

    InteractionState<Outline> state(int at) {
      Stamp stamp = new Stamp(offset[at], 0);
      return switch (operation[at]) {
        case RECORD ->
            InteractionState.recorded(new Outline(WANTED.equals(type[at]), timestamp[at]), stamp);
        case AMEND -> InteractionState.amended(amendment(at), stamp);
        default -> InteractionState.retracted(stamp);
      };
    }

    private Amendment amendment(int at) {
      Amendment typed = type[at] == null ? Amendment.NONE : Amendment.NONE.withType(type[at]);
      return Double.isNaN(timestamp[at]) ? typed : typed.withTimestamp(timestamp[at]);
    }
  }

  private final class Slice {

    private final List<Chunk> chunks = new ArrayList<>();
    private int rows;

    void add(Change.OfInteraction change, long offset) {
      if (rows % CHUNK == 0) {
        chunks.add(new Chunk());
      }
      Chunk chunk = chunks.get(rows / CHUNK);
      int at = rows++ % CHUNK;
      chunk.high[at] = change.interaction().value().getMostSignificantBits();
      chunk.low[at] = change.interaction().value().getLeastSignificantBits();
      chunk.offset[at] = offset;
      chunk.operation[at] = change.operation();
      chunk.timestamp[at] = Double.NaN;
      if (change instanceof Change.Recorded recorded) {
        chunk.timestamp[at] = recorded.content().timestamp();
        chunk.type[at] = wanted(recorded.content().type());
      } else if (change instanceof Change.Amended amended) {
        chunk.timestamp[at] = amended.amendment().timestamp().orElse(Double.NaN);
        chunk.type[at] = amended.amendment().type().map(this::wanted).orElse(null);
      }
    }

    private String wanted(String type) {
      return request.wantsType(type) ? WANTED : OTHER;
    }

    Map<InteractionId, InteractionState<Outline>> joined() {
      Map<InteractionId, InteractionState<Outline>> states = new HashMap<>();
      for (int row = 0; row < rows; row++) {
        Chunk chunk = chunks.get(row / CHUNK);
        int at = row % CHUNK;
        states.merge(
            new InteractionId(new UUID(chunk.high[at], chunk.low[at])),
            chunk.state(at),
            InteractionState::join);
      }
      return states;
    }
  }
}
