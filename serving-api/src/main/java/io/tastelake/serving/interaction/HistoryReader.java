package io.tastelake.serving.interaction;

import io.tastelake.domain.identity.InteractionId;
import io.tastelake.domain.interaction.ActorHistory;
import io.tastelake.domain.interaction.Change;
import io.tastelake.domain.interaction.Interaction;
import io.tastelake.domain.interaction.InteractionEvent;
import io.tastelake.domain.interaction.LoggedEvent;
import io.tastelake.lake.table.RowCursor;
import io.tastelake.serving.log.OverloadedException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Reads the interactions of one actor in bounded memory, however many there are.
 *
 * <p>Few rows are held and joined in one pass. Of many rows, a first pass keeps outlines, which
 * decide what the page holds; a second one joins the whole rows of just those interactions. So
 * current state, which any later row may change, is exact in both. Thread-safe.
 */
final class HistoryReader {

  /** Characters of text beyond which a page ends early. */
  static final long MAX_TEXT = 8L << 20;

  /** Rows that are outlined in one pass over all. */
  private static final long MAX_OUTLINES = 1L << 20;

  /** Interactions that are joined at once, about: as objects they take ten times as much. */
  private static final int JOINED_AT_ONCE = 16_384;

  private static final long BYTES_PER_JOINED = 500;

  private final ReadTurns turns;
  private final LargeReads largeReads;
  private final long maxOutlines;
  private final int joinedAtOnce;
  private final LongAdder held = new LongAdder();
  private final LongAdder outlined = new LongAdder();

  HistoryReader(ReadTurns turns, LargeReads largeReads) {
    this(turns, largeReads, MAX_OUTLINES, JOINED_AT_ONCE);
  }

  HistoryReader(ReadTurns turns, LargeReads largeReads, long maxOutlines, int joinedAtOnce) {
    this.turns = turns;
    this.largeReads = largeReads;
    this.maxOutlines = maxOutlines;
    this.joinedAtOnce = joinedAtOnce;
  }

  /**
   * What is read of the lake, when it is the tenant's turn.
   *
   * @throws OverloadedException if that is not in time
   */
  <T> T inTurn(Supplier<T> read) {
    return turns.inTurn(read);
  }

  /**
   * A part of the interactions, without warnings.
   *
   * @throws OverloadedException if there are many rows and the memory for them is not free in time
   */
  HistoryPart page(ActorSource source, HistoryRequest request) {
    HeldRows few = new HeldRows();
    try (RowCursor rows = source.rows()) {
      while (rows.hasNext() && few.take(rows.next())) {
        // until all are held, or too many
      }
    }
    if (few.areAll()) {
      held.increment();
      return page(few.history(), request);
    }
    outlined.increment();
    return largePage(source, request);
  }

  /** How many pages were made of rows that were held all at once. */
  long heldReads() {
    return held.sum();
  }

  /** How many pages were made by reading the rows twice. */
  long outlinedReads() {
    return outlined.sum();
  }

  static HistoryPart page(ActorHistory history, HistoryRequest request) {
    List<Interaction> rows =
        history.interactions().stream()
            .filter(row -> request.wantsType(row.type()))
            .filter(row -> request.wantsPosition(HistoryPosition.of(row)))
            .limit(request.amount() + 1L)
            .toList();
    boolean hasMore = rows.size() > request.amount();
    return new HistoryPart(hasMore ? rows.subList(0, request.amount()) : rows, hasMore);
  }

  /** One interaction as it stands; of whatever else there is nothing is held. */
  Optional<Interaction> interaction(ActorSource source, InteractionId id) {
    return joined(source, Set.of(id), Long.MAX_VALUE).flatMap(history -> history.interaction(id));
  }

  /** The memory of a page of large rows. */
  LargeReads.Share shareOfPage() {
    return largeReads.take(2 * MAX_TEXT);
  }

  /** As {@link #page}, of an actor that has too many rows to hold. */
  HistoryPart largePage(ActorSource source, HistoryRequest request) {
    long rows = source.rowsAtMost();
    LargeReads.Share share = largeReads.take(bytes(rows, request.amount()));
    try {
      NewestRows newest = new NewestRows(request.amount() + 1);
      int parts = Math.toIntExact(1 + rows / maxOutlines);
      int joins = Math.toIntExact(1 + rows / parts / joinedAtOnce);
      for (int part = 0; part < parts; part++) {
        outlines(source, new RowOutlines(request, part, parts, joins)).offerTo(newest);
      }
      return whole(source, request, newest.ids());
    } finally {
      share.close();
    }
  }

  private long bytes(long rows, int amount) {
    return RowOutlines.BYTES_PER_ROW * Math.min(rows, maxOutlines)
        + BYTES_PER_JOINED * (amount + Math.min(rows, joinedAtOnce))
        + 2 * MAX_TEXT;
  }

  private static RowOutlines outlines(ActorSource source, RowOutlines outlines) {
    try (RowCursor rows = source.rows()) {
      rows.forEachRemaining(outlines::add);
    }
    return outlines;
  }

  /** The page of these interactions, or of the newest of them if they are too large together. */
  private static HistoryPart whole(
      ActorSource source, HistoryRequest request, List<InteractionId> newestFirst) {
    boolean hasMore = newestFirst.size() > request.amount();
    List<InteractionId> wanted = hasMore ? newestFirst.subList(0, request.amount()) : newestFirst;
    Optional<ActorHistory> history = joined(source, new HashSet<>(wanted), MAX_TEXT);
    while (history.isEmpty()) {
      wanted = wanted.subList(0, (wanted.size() + 1) / 2);
      hasMore = true;
      long maxText = wanted.size() == 1 ? Long.MAX_VALUE : MAX_TEXT;
      history = joined(source, new HashSet<>(wanted), maxText);
    }
    return new HistoryPart(history.get().interactions(), hasMore);
  }

  /** The join of the rows of {@code ids}; empty if they hold more text than that. */
  private static Optional<ActorHistory> joined(
      ActorSource source, Set<InteractionId> ids, long maxText) {
    ActorHistory history = new ActorHistory();
    long text = 0;
    try (RowCursor rows = source.rows()) {
      while (rows.hasNext()) {
        LoggedEvent row = rows.next();
        if (concerns(row.event(), ids)) {
          text += HeldRows.textOf(row.event());
          history.add(row);
        }
        if (text > maxText) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(history);
  }

  private static boolean concerns(InteractionEvent event, Set<InteractionId> ids) {
    return event.change() instanceof Change.OfInteraction change
        ? ids.contains(change.interaction())
        : event.change() instanceof Change.Forgotten;
  }
}
